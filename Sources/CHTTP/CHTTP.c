#include "CHTTP.h"

#include <http_parser.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <uv.h>
#include <wslay/wslay.h>

/* ---- libuv: the loop ---------------------------------------------------- */

struct ovation_loop {
  uv_loop_t uv;
  uv_async_t wake;
  uv_prepare_t prepare;
  uv_check_t check;
  uv_thread_t thread;
  ovation_callbacks callbacks;
  void *context;
  char incoming[65536];
};

static _Thread_local const ovation_loop *current_loop;

static void on_wake(uv_async_t *wake) { (void)wake; }

static void on_prepare(uv_prepare_t *handle) {
  ovation_loop *loop = handle->data;
  loop->callbacks.turn(loop->context);
}

static void on_check(uv_check_t *handle) {
  ovation_loop *loop = handle->data;
  loop->callbacks.turn(loop->context);
}

ovation_loop *ovation_loop_create(const ovation_callbacks *callbacks, void *context) {
  ovation_loop *loop = calloc(1, sizeof *loop);
  if (!loop) return NULL;
  if (uv_loop_init(&loop->uv)) {
    free(loop);
    return NULL;
  }
  loop->callbacks = *callbacks;
  loop->context = context;
  uv_async_init(&loop->uv, &loop->wake, on_wake);
  uv_prepare_init(&loop->uv, &loop->prepare);
  uv_check_init(&loop->uv, &loop->check);
  loop->wake.data = loop->prepare.data = loop->check.data = loop;
  uv_prepare_start(&loop->prepare, on_prepare);
  uv_check_start(&loop->check, on_check);
  signal(SIGPIPE, SIG_IGN);
  return loop;
}

static void tcp_freed(uv_handle_t *handle);
static void timer_freed(uv_handle_t *handle);

static void close_any(uv_handle_t *handle, void *unused) {
  (void)unused;
  if (uv_is_closing(handle)) return;
  switch (uv_handle_get_type(handle)) {
    case UV_TCP: uv_close(handle, tcp_freed); break;
    case UV_TIMER: uv_close(handle, timer_freed); break;
    default: uv_close(handle, NULL);
  }
}

static void loop_thread(void *argument) {
  ovation_loop *loop = argument;
  current_loop = loop;
  uv_run(&loop->uv, UV_RUN_DEFAULT);
  loop->callbacks.turn(loop->context);
  uv_walk(&loop->uv, close_any, NULL);
  uv_run(&loop->uv, UV_RUN_DEFAULT);
  loop->callbacks.ended(loop->context);
}

int ovation_loop_start(ovation_loop *loop) {
  return uv_thread_create(&loop->thread, loop_thread, loop);
}

void ovation_loop_join(ovation_loop *loop) {
  uv_thread_join(&loop->thread);
  uv_loop_close(&loop->uv);
  free(loop);
}

void ovation_loop_wake(ovation_loop *loop) { uv_async_send(&loop->wake); }
void ovation_loop_stop(ovation_loop *loop) { uv_stop(&loop->uv); }
bool ovation_loop_is_current(const ovation_loop *loop) { return current_loop == loop; }
uint64_t ovation_loop_milliseconds(const ovation_loop *loop) { return uv_now(&loop->uv); }
uint64_t ovation_monotonic_nanoseconds(void) { return uv_hrtime(); }
const char *ovation_error_text(int error) { return uv_strerror(error); }

/* ---- libuv: timers ------------------------------------------------------ */

struct ovation_timer {
  uv_timer_t uv;
  ovation_loop *loop;
  void *context;
};

static void timer_freed(uv_handle_t *handle) {
  ovation_timer *timer = (ovation_timer *)handle;
  timer->loop->callbacks.timer_closed(timer->context);
  free(timer);
}

static void on_timer(uv_timer_t *handle) {
  ovation_timer *timer = (ovation_timer *)handle;
  timer->loop->callbacks.timer_fired(timer->context);
}

ovation_timer *ovation_timer_start(ovation_loop *loop, uint64_t milliseconds, uint64_t repeat,
                                   void *context) {
  ovation_timer *timer = calloc(1, sizeof *timer);
  if (!timer) return NULL;
  timer->loop = loop;
  timer->context = context;
  uv_timer_init(&loop->uv, &timer->uv);
  uv_timer_start(&timer->uv, on_timer, milliseconds, repeat);
  return timer;
}

void ovation_timer_close(ovation_timer *timer) {
  if (!uv_is_closing((uv_handle_t *)&timer->uv)) uv_close((uv_handle_t *)&timer->uv, timer_freed);
}

/* ---- libuv: sockets ----------------------------------------------------- */

struct ovation_tcp {
  uv_tcp_t uv;
  ovation_loop *loop;
  void *context;
};

typedef struct {
  uv_write_t uv;
  ovation_tcp *tcp;
  uint8_t bytes[];
} tcp_write;

static void tcp_freed(uv_handle_t *handle) {
  ovation_tcp *tcp = (ovation_tcp *)handle;
  if (tcp->context) tcp->loop->callbacks.tcp_closed(tcp->context);
  free(tcp);
}

static ovation_tcp *tcp_create(ovation_loop *loop) {
  ovation_tcp *tcp = calloc(1, sizeof *tcp);
  if (!tcp) return NULL;
  tcp->loop = loop;
  uv_tcp_init(&loop->uv, &tcp->uv);
  return tcp;
}

static void on_connection(uv_stream_t *stream, int status) {
  ovation_tcp *listener = (ovation_tcp *)stream;
  if (status == 0) listener->loop->callbacks.accepting(listener->context);
}

static int parse_address(const char *host, uint16_t port, struct sockaddr_storage *address) {
  if (strchr(host, ':')) return uv_ip6_addr(host, port, (struct sockaddr_in6 *)address);
  return uv_ip4_addr(host, port, (struct sockaddr_in *)address);
}

static uint16_t port_of(const struct sockaddr_storage *address) {
  if (address->ss_family == AF_INET6)
    return ntohs(((const struct sockaddr_in6 *)address)->sin6_port);
  return ntohs(((const struct sockaddr_in *)address)->sin_port);
}

int ovation_listen(ovation_loop *loop, const char *host, uint16_t port, int backlog,
                   void *context, ovation_tcp **listener, uint16_t *bound_port) {
  struct sockaddr_storage address;
  int length = sizeof address;
  int error = parse_address(host, port, &address);
  if (error) return error;
  ovation_tcp *tcp = tcp_create(loop);
  if (!tcp) return UV_ENOMEM;
  error = uv_tcp_bind(&tcp->uv, (struct sockaddr *)&address, 0);
  if (!error) error = uv_listen((uv_stream_t *)&tcp->uv, backlog, on_connection);
  if (!error) error = uv_tcp_getsockname(&tcp->uv, (struct sockaddr *)&address, &length);
  if (error) {
    uv_close((uv_handle_t *)&tcp->uv, tcp_freed);
    return error;
  }
  tcp->context = context;
  *listener = tcp;
  *bound_port = port_of(&address);
  return 0;
}

ovation_tcp *ovation_tcp_accept(ovation_tcp *listener) {
  ovation_tcp *tcp = tcp_create(listener->loop);
  if (!tcp) return NULL;
  if (uv_accept((uv_stream_t *)&listener->uv, (uv_stream_t *)&tcp->uv)) {
    uv_close((uv_handle_t *)&tcp->uv, tcp_freed);
    return NULL;
  }
  uv_tcp_nodelay(&tcp->uv, 1);
  return tcp;
}

void ovation_tcp_set_context(ovation_tcp *tcp, void *context) { tcp->context = context; }

int ovation_tcp_peer(ovation_tcp *tcp, char *text, size_t capacity) {
  struct sockaddr_storage address;
  int length = sizeof address;
  int error = uv_tcp_getpeername(&tcp->uv, (struct sockaddr *)&address, &length);
  if (error) return error;
  if (address.ss_family == AF_INET6)
    return uv_ip6_name((struct sockaddr_in6 *)&address, text, capacity);
  return uv_ip4_name((struct sockaddr_in *)&address, text, capacity);
}

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
  if (!uv_is_closing((uv_handle_t *)&tcp->uv)) uv_close((uv_handle_t *)&tcp->uv, tcp_freed);
}

/* ---- libuv: files ------------------------------------------------------- */

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

/* ---- http-parser -------------------------------------------------------- */

typedef struct {
  const char *start;
  ovation_head *head;
  ovation_field *fields;
  size_t fields_max;
  bool complete;
  bool too_many;
} head_reading;

static ovation_part part_of(const head_reading *reading, const char *at, size_t count) {
  ovation_part part = {(uint32_t)(at - reading->start), (uint32_t)count};
  return part;
}

static int on_target(http_parser *parser, const char *at, size_t count) {
  head_reading *reading = parser->data;
  reading->head->target = part_of(reading, at, count);
  return 0;
}

static int on_name(http_parser *parser, const char *at, size_t count) {
  head_reading *reading = parser->data;
  if (reading->head->field_count == reading->fields_max) {
    reading->too_many = true;
    return 1;
  }
  ovation_field *field = &reading->fields[reading->head->field_count++];
  field->name = part_of(reading, at, count);
  field->value = part_of(reading, at + count, 0);
  return 0;
}

static int on_value(http_parser *parser, const char *at, size_t count) {
  head_reading *reading = parser->data;
  reading->fields[reading->head->field_count - 1].value = part_of(reading, at, count);
  return 0;
}

static int on_head_complete(http_parser *parser) {
  head_reading *reading = parser->data;
  ovation_head *head = reading->head;
  head->major = parser->http_major;
  head->minor = parser->http_minor;
  head->keep_alive = http_should_keep_alive(parser);
  head->chunked = (parser->flags & F_CHUNKED) != 0;
  head->has_content_length = (parser->flags & F_CONTENTLENGTH) != 0;
  head->content_length = head->has_content_length ? parser->content_length : 0;
  reading->complete = true;
  return 2; /* the parser's word for "no more of this is yours" */
}

static const http_parser_settings head_settings = {
    .on_url = on_target,
    .on_header_field = on_name,
    .on_header_value = on_value,
    .on_headers_complete = on_head_complete,
};

int ovation_parse_head(const uint8_t *bytes, size_t count, ovation_head *head,
                       ovation_field *fields, size_t fields_max) {
  http_parser parser;
  head_reading reading = {(const char *)bytes, head, fields, fields_max, false, false};
  memset(head, 0, sizeof *head);
  http_parser_init(&parser, HTTP_REQUEST);
  parser.data = &reading;
  http_parser_execute(&parser, &head_settings, (const char *)bytes, count);
  if (reading.too_many) return OVATION_HEAD_TOO_MANY_FIELDS;
  if (!reading.complete || HTTP_PARSER_ERRNO(&parser) != HPE_OK) return OVATION_HEAD_MALFORMED;
  return OVATION_HEAD_OK;
}

/* ---- wslay -------------------------------------------------------------- */

struct ovation_frames {
  wslay_frame_context_ptr wslay;
  const uint8_t *bytes;
  size_t count;
};

static ssize_t give_bytes(uint8_t *buffer, size_t capacity, int flags, void *context) {
  (void)flags;
  ovation_frames *frames = context;
  size_t count = frames->count < capacity ? frames->count : capacity;
  if (count == 0) return -1;
  memcpy(buffer, frames->bytes, count);
  frames->bytes += count;
  frames->count -= count;
  return (ssize_t)count;
}

ovation_frames *ovation_frames_create(void) {
  static const struct wslay_frame_callbacks callbacks = {.recv_callback = give_bytes};
  ovation_frames *frames = calloc(1, sizeof *frames);
  if (!frames) return NULL;
  if (wslay_frame_context_init(&frames->wslay, &callbacks, frames)) {
    free(frames);
    return NULL;
  }
  return frames;
}

void ovation_frames_destroy(ovation_frames *frames) {
  wslay_frame_context_free(frames->wslay);
  free(frames);
}

void ovation_frames_feed(ovation_frames *frames, const uint8_t *bytes, size_t count) {
  frames->bytes = bytes;
  frames->count = count;
}

int ovation_frames_next(ovation_frames *frames, ovation_frame_part *part) {
  struct wslay_frame_iocb read;
  memset(&read, 0, sizeof read);
  ssize_t count = wslay_frame_recv(frames->wslay, &read);
  if (count == WSLAY_ERR_WANT_READ) return OVATION_FRAME_MORE;
  if (count < 0) return OVATION_FRAME_MALFORMED;
  part->final = read.fin;
  part->masked = read.mask;
  part->reserved = read.rsv;
  part->opcode = read.opcode;
  part->payload_length = read.payload_length;
  part->bytes = read.data;
  part->count = read.data_length;
  return OVATION_FRAME_PART;
}
