/* libuv: TCP sockets. */
#include "loop.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  uv_write_t uv;
  ovation_tcp *tcp;
  uint8_t bytes[];
} tcp_write;

void ovation_tcp_freed(uv_handle_t *handle) {
  ovation_tcp *tcp = (ovation_tcp *)handle;
  if (tcp->context) tcp->loop->callbacks.tcp_closed(tcp->context);
  free(tcp);
}

ovation_tcp *ovation_tcp_create(ovation_loop *loop) {
  ovation_tcp *tcp = calloc(1, sizeof *tcp);
  if (!tcp) return NULL;
  tcp->loop = loop;
  uv_tcp_init(&loop->uv, &tcp->uv);
  return tcp;
}

void ovation_tcp_set_context(ovation_tcp *tcp, void *context) { tcp->context = context; }

/* All reads of a loop share one buffer: its bytes are used before the next read. */
static void lend_incoming(uv_handle_t *handle, size_t suggested, uv_buf_t *buffer) {
  (void)suggested;
  ovation_loop *loop = ((ovation_tcp *)handle)->loop;
  *buffer = uv_buf_init(loop->incoming, sizeof loop->incoming);
}

static void on_read(uv_stream_t *stream, ssize_t count, const uv_buf_t *buffer) {
  ovation_tcp *tcp = (ovation_tcp *)stream;
  if (count == 0) return;
  if (count < 0) {
    uv_read_stop(stream);
    count = count == UV_EOF ? OVATION_END_OF_STREAM : OVATION_CONNECTION_LOST;
  }
  tcp->loop->callbacks.received(tcp->context, (const uint8_t *)buffer->base, count);
}

int ovation_tcp_read_start(ovation_tcp *tcp) {
  return uv_read_start((uv_stream_t *)&tcp->uv, lend_incoming, on_read);
}

void ovation_tcp_read_stop(ovation_tcp *tcp) { uv_read_stop((uv_stream_t *)&tcp->uv); }

ssize_t ovation_tcp_try_write(ovation_tcp *tcp, const uint8_t *first, size_t first_count,
                              const uint8_t *second, size_t second_count) {
  uv_buf_t parts[2] = {uv_buf_init((char *)first, (unsigned)first_count),
                       uv_buf_init((char *)second, (unsigned)second_count)};
  int count = uv_try_write((uv_stream_t *)&tcp->uv, parts, second_count ? 2 : 1);
  if (count == UV_EAGAIN) return 0;
  return count < 0 ? -1 : count;
}

static void on_written(uv_write_t *request, int status) {
  tcp_write *write = (tcp_write *)request;
  ovation_tcp *tcp = write->tcp;
  free(write);
  tcp->loop->callbacks.written(tcp->context, status == 0);
}

int ovation_tcp_write(ovation_tcp *tcp, const uint8_t *bytes, size_t count) {
  tcp_write *write = malloc(sizeof *write + count);
  if (!write) return UV_ENOMEM;
  write->tcp = tcp;
  memcpy(write->bytes, bytes, count);
  uv_buf_t part = uv_buf_init((char *)write->bytes, (unsigned)count);
  int error = uv_write(&write->uv, (uv_stream_t *)&tcp->uv, &part, 1, on_written);
  if (error) free(write);
  return error;
}

static void on_shutdown(uv_shutdown_t *request, int status) {
  (void)status;
  free(request);
}

int ovation_tcp_shutdown(ovation_tcp *tcp) {
  uv_shutdown_t *request = malloc(sizeof *request);
  if (!request) return UV_ENOMEM;
  int error = uv_shutdown(request, (uv_stream_t *)&tcp->uv, on_shutdown);
  if (error) free(request);
  return error;
}

void ovation_tcp_close(ovation_tcp *tcp) {
  if (!uv_is_closing((uv_handle_t *)&tcp->uv)) uv_close((uv_handle_t *)&tcp->uv, ovation_tcp_freed);
}
