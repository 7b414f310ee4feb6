#include <sqlite3.h>

/* No counting of memory, nor a lock for it. Swift cannot call functions of variable arguments. */
static inline int ovation_without_memory_statistics(void) {
  return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
