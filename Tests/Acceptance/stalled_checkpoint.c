// A thread that loses its processor inside a checkpoint.
//
// Between reading the log's header and using it SQLite makes no call of the system, but, when the
// header has changed, one of its file methods: xUnfetch, which has nothing to do here. A stall
// there is what a busy machine does to a thread now and then.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <sqlite3.h>
#include <string.h>

// In slow_disk.c.
void stall_between_steps(void);

static sqlite3_vfs *(*real_find)(const char *);
static sqlite3_vfs system_files, watched_files;
static const sqlite3_io_methods *_Atomic real_methods;
static sqlite3_io_methods watched_methods;
static pthread_once_t finding = PTHREAD_ONCE_INIT, watching = PTHREAD_ONCE_INIT;
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;

static int unfetch(sqlite3_file *file, sqlite3_int64 place, void *memory) {
  if (!memory) stall_between_steps();
  return real_methods->xUnfetch(file, place, memory);
}

// Every database has the same methods, so one changed copy of them serves all.
static int open_watched(
    sqlite3_vfs *files, const char *name, sqlite3_file *file, int flags, int *made) {
  (void)files;
  int code = system_files.xOpen(real_find(NULL), name, file, flags, made);
  int is_ours = (flags & SQLITE_OPEN_MAIN_DB) && name && strstr(name, "/ovation.db");
  if (code != SQLITE_OK || !is_ours || file->pMethods->iVersion < 3) return code;
  pthread_mutex_lock(&guard);
  if (!real_methods) {
    watched_methods = *file->pMethods;
    watched_methods.xUnfetch = unfetch;
    real_methods = file->pMethods;
  }
  if (file->pMethods == real_methods) file->pMethods = &watched_methods;
  pthread_mutex_unlock(&guard);
  return code;
}

static void find(void) { real_find = dlsym(RTLD_NEXT, "sqlite3_vfs_find"); }

static void watch(void) {
  system_files = watched_files = *real_find(NULL);
  watched_files.xOpen = open_watched;
}

sqlite3_vfs *sqlite3_vfs_find(const char *name) {
  pthread_once(&finding, find);
  sqlite3_vfs *found = real_find(name);
  if (name || !found) return found;
  pthread_once(&watching, watch);
  return &watched_files;
}
