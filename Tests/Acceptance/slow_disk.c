// A slow disk for one process: preloaded into a server, it makes the files of one folder slow and
// records what happens to them, so that power_cut.py can make what a power cut would have left.
//
//   SLOW_DISK_FOLDER   the folder; files elsewhere are left alone
//   SLOW_DISK_RECORD   a file outside the folder; records are appended to it
//   SLOW_DISK_SEED     a number; the same seed draws the same stalls, call by call
//   SLOW_DISK_STALLS   of 10,000 calls, so many stall in the path of a commit (the log's) ...
//   SLOW_DISK_COPIES   ... so many in that of a checkpoint (the database's)
//   SLOW_DISK_HEADERS  ... and so many checkpoints between two steps (stalled_checkpoint.c)
//
// Every 64 pages of 2,048 bytes that are written cost 1 ms; a stall lasts 20 to 60 ms. A record is
// a struct record and its bytes. Times are those of CLOCK_MONOTONIC, before and after the real
// call, without the slowness around it: what a caller learns of a call, it learns after its end.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum kind { OPENED = 1, WRITTEN, RESIZED, SYNCED, REMOVED, RENAMED, STALLED };
enum { FILES_MAX = 65536, PATHS_MAX = 64, BYTES_PER_MILLISECOND = 64 * 2048 };

struct record {
  uint64_t began, ended;  // nanoseconds
  uint64_t place;         // offset of a write, new size of a file, milliseconds of a stall
  uint32_t kind, file;    // the file's number, which an OPENED record gives a name
  uint32_t length, zero;  // bytes that follow: what was written, or a name
};

static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off64_t);
static int (*real_fsync)(int), (*real_fdatasync)(int), (*real_ftruncate)(int, off64_t);
static int (*real_open)(const char *, int, ...), (*real_close)(int);
static int (*real_unlink)(const char *), (*real_rename)(const char *, const char *);

static char folder[4096];
static int journal = -1;
static uint64_t seed, log_stalls, copy_stalls, header_stalls;
static _Atomic uint64_t draws, bytes_written;
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static char paths[PATHS_MAX][256];       // names inside the folder by number; guarded
static uint32_t path_count;              // guarded
static _Atomic uint32_t files[FILES_MAX];  // number + 1 of the file behind a descriptor

static uint64_t number(const char *name) {
  const char *text = getenv(name);
  return text ? strtoull(text, NULL, 10) : 0;
}

__attribute__((constructor)) static void begin(void) {
  real_write = dlsym(RTLD_NEXT, "write");
  real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
  real_open = dlsym(RTLD_NEXT, "open64");
  real_close = dlsym(RTLD_NEXT, "close");
  real_unlink = dlsym(RTLD_NEXT, "unlink");
  real_rename = dlsym(RTLD_NEXT, "rename");
  const char *where = getenv("SLOW_DISK_FOLDER"), *record = getenv("SLOW_DISK_RECORD");
  if (!where || !record || !realpath(where, folder)) abort();
  journal = real_open(record, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (journal < 0) abort();
  seed = number("SLOW_DISK_SEED");
  log_stalls = number("SLOW_DISK_STALLS");
  copy_stalls = number("SLOW_DISK_COPIES");
  header_stalls = number("SLOW_DISK_HEADERS");
}

// Recording

static uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

// Records end with the file: nothing is buffered that a kill could take.
static void note_guarded(struct record record, const void *bytes) {
  struct iovec parts[2] = {{&record, sizeof record}, {(void *)bytes, record.length}};
  ssize_t length = (ssize_t)(sizeof record + record.length);
  if (writev(journal, parts, record.length ? 2 : 1) != length) abort();
}

static void note(struct record record, const void *bytes) {
  int error = errno;
  pthread_mutex_lock(&guard);
  note_guarded(record, bytes);
  pthread_mutex_unlock(&guard);
  errno = error;
}

// The name of a path inside the folder, "" of the folder itself, NULL of every other one.
static const char *name_inside(const char *path) {
  char whole[4096], parent[4096];
  if (!realpath(path, whole)) {
    // It may be gone already, or be made by the call; its folder is there.
    const char *slash = strrchr(path, '/');
    if (!slash || (size_t)(slash - path) >= sizeof parent) return NULL;
    memcpy(parent, path, (size_t)(slash - path));
    parent[slash - path] = 0;
    return realpath(parent, whole) && !strcmp(whole, folder) ? slash + 1 : NULL;
  }
  size_t length = strlen(folder);
  if (strncmp(whole, folder, length)) return NULL;
  if (!whole[length]) return "";
  return whole[length] == '/' ? strrchr(path, '/') + 1 : NULL;
}

// The number of a name; names that are new are recorded.
static uint32_t number_of(const char *name) {
  pthread_mutex_lock(&guard);
  uint32_t found = 0;
  while (found < path_count && strcmp(paths[found], name)) found++;
  if (found == path_count) {
    if (path_count == PATHS_MAX || strlen(name) >= sizeof paths[0]) abort();
    strcpy(paths[path_count++], name);
    struct record record = {now(), now(), 0, OPENED, found, (uint32_t)strlen(name), 0};
    note_guarded(record, name);
  }
  pthread_mutex_unlock(&guard);
  return found;
}

static int file_of(int descriptor) {
  int is_known = descriptor >= 0 && descriptor < FILES_MAX;
  return is_known ? (int)atomic_load(&files[descriptor]) - 1 : -1;
}

// Whether the records are of use: SQLite's index of the log does not outlive a power cut.
static int is_kept(const char *name) { return name && !strstr(name, "-shm"); }

// Slowness

void stall_between_steps(void);

static void sleep_milliseconds(uint64_t count) {
  int error = errno;
  struct timespec left = {(time_t)(count / 1000), (long)(count % 1000) * 1000000};
  while (nanosleep(&left, &left) && errno == EINTR) {}
  errno = error;
}

static uint64_t draw(void) {
  uint64_t value = seed + 0x9E3779B97F4A7C15u * (atomic_fetch_add(&draws, 1) + 1);
  value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9u;
  value = (value ^ value >> 27) * 0x94D049BB133111EBu;
  return value ^ value >> 31;
}

static void stall(uint32_t file, uint64_t chance) {
  uint64_t dice = draw();
  if (dice % 10000 >= chance) return;
  uint64_t length = 20 + (dice >> 32) % 41, began = now();
  sleep_milliseconds(length);
  note((struct record){began, now(), length, STALLED, file, 0, 0}, NULL);
}

// What stalled_checkpoint.c calls.
void stall_between_steps(void) { stall(number_of("ovation.db"), header_stalls); }

// Before and after a call, so each with half of the chance.
static void perhaps_stall(int file) {
  if (!strcmp(paths[file], "ovation.db-wal")) stall((uint32_t)file, log_stalls / 2);
  if (!strcmp(paths[file], "ovation.db")) stall((uint32_t)file, copy_stalls / 2);
}

static void pay_for(size_t count) {
  uint64_t before = atomic_fetch_add(&bytes_written, count);
  uint64_t due = (before + count) / BYTES_PER_MILLISECOND - before / BYTES_PER_MILLISECOND;
  if (due) sleep_milliseconds(due);
}

static void after_write(int file, uint64_t began, uint64_t place, const void *data, ssize_t count) {
  if (count <= 0) return;
  note((struct record){began, now(), place, WRITTEN, (uint32_t)file, (uint32_t)count, 0}, data);
  pay_for((size_t)count);
  perhaps_stall(file);
}

// The calls that are replaced

static int opened(const char *path, int flags, mode_t mode) {
  const char *name = name_inside(path);
  int descriptor = real_open(path, flags, mode), error = errno;
  if (descriptor >= 0 && descriptor < FILES_MAX && is_kept(name)) {
    uint32_t file = number_of(name);
    if (flags & O_TRUNC) note((struct record){now(), now(), 0, RESIZED, file, 0, 0}, NULL);
    atomic_store(&files[descriptor], file + 1);
  }
  errno = error;
  return descriptor;
}

int open64(const char *path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0;
  va_end(more);
  return opened(path, flags, mode);
}

int open(const char *path, int flags, ...) __attribute__((alias("open64")));

int close(int descriptor) {
  // First, because another thread may get the number at once.
  if (file_of(descriptor) >= 0) atomic_store(&files[descriptor], 0);
  return real_close(descriptor);
}

ssize_t write(int descriptor, const void *data, size_t count) {
  int file = file_of(descriptor);
  if (file < 0) return real_write(descriptor, data, count);
  perhaps_stall(file);
  uint64_t began = now();
  ssize_t written = real_write(descriptor, data, count);
  // Where the position is now is where the bytes end, also in a file that is appended to.
  off64_t end = lseek(descriptor, 0, SEEK_CUR);
  after_write(file, began, (uint64_t)(end - written), data, written);
  return written;
}

ssize_t pwrite64(int descriptor, const void *data, size_t count, off64_t place) {
  int file = file_of(descriptor);
  if (file < 0) return real_pwrite(descriptor, data, count, place);
  perhaps_stall(file);
  uint64_t began = now();
  ssize_t written = real_pwrite(descriptor, data, count, place);
  after_write(file, began, (uint64_t)place, data, written);
  return written;
}

ssize_t pwrite(int, const void *, size_t, off_t) __attribute__((alias("pwrite64")));

int ftruncate64(int descriptor, off64_t size) {
  int file = file_of(descriptor);
  uint64_t began = now();
  int code = real_ftruncate(descriptor, size);
  if (file >= 0 && !code)
    note((struct record){began, now(), (uint64_t)size, RESIZED, (uint32_t)file, 0, 0}, NULL);
  return code;
}

int ftruncate(int, off_t) __attribute__((alias("ftruncate64")));

static int synced(int descriptor, int (*sync)(int)) {
  int file = file_of(descriptor);
  if (file < 0) return sync(descriptor);
  perhaps_stall(file);
  uint64_t began = now();
  int code = sync(descriptor);
  if (!code) note((struct record){began, now(), 0, SYNCED, (uint32_t)file, 0, 0}, NULL);
  perhaps_stall(file);
  return code;
}

int fsync(int descriptor) { return synced(descriptor, real_fsync); }
int fdatasync(int descriptor) { return synced(descriptor, real_fdatasync); }

int unlink(const char *path) {
  const char *name = name_inside(path);
  uint64_t began = now();
  int code = real_unlink(path);
  if (!code && is_kept(name))
    note((struct record){began, now(), 0, REMOVED, number_of(name), 0, 0}, NULL);
  return code;
}

int rename(const char *from, const char *to) {
  const char *old = name_inside(from), *new = name_inside(to);
  uint64_t began = now();
  int code = real_rename(from, to);
  if (code || !is_kept(old) || !is_kept(new)) return code;
  struct record record = {began, now(), number_of(new), RENAMED, number_of(old), 0, 0};
  note(record, NULL);
  return code;
}
