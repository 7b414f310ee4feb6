#include <sqlite3.h>

/* Swift cannot call functions of variable arguments: no statistics of memory, and no lock for them. */
static inline int ovation_without_memory_statistics(void) {
  return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
