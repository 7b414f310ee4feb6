/* libuv: writing files away from the loop. */
#include "loop.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  uv_fs_t uv;
  ovation_loop *loop;
  void *context;
  int file;
  size_t count;
  size_t done;
  uint8_t bytes[];
} file_write;

static void on_file_written(uv_fs_t *request);

static int submit_file_write(file_write *write) {
  uv_buf_t part = uv_buf_init((char *)write->bytes + write->done,
                              (unsigned)(write->count - write->done));
  return uv_fs_write(&write->loop->uv, &write->uv, write->file, &part, 1, -1, on_file_written);
}

static void on_file_written(uv_fs_t *request) {
  file_write *write = (file_write *)request;
  ssize_t result = request->result;
  uv_fs_req_cleanup(request);
  if (result > 0) {
    write->done += (size_t)result;
    if (write->done < write->count && submit_file_write(write) == 0) return;
  }
  write->loop->callbacks.file_written(write->context, write->done == write->count);
  free(write);
}

int ovation_file_write(ovation_loop *loop, int file, const uint8_t *bytes, size_t count,
                       void *context) {
  file_write *write = calloc(1, sizeof *write + count);
  if (!write) return UV_ENOMEM;
  write->loop = loop;
  write->context = context;
  write->file = file;
  write->count = count;
  memcpy(write->bytes, bytes, count);
  int error = submit_file_write(write);
  if (error) free(write);
  return error;
}
