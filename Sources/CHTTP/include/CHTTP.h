/*
 * The C surface under HTTPServer: opaque handles and plain functions over
 * libuv, http-parser and wslay. Their own structures are macros, bit-fields
 * and unions, which Swift cannot see; nothing here takes a decision.
 *
 * Every function belongs to the thread of its loop, but for
 * ovation_loop_wake, ovation_loop_is_current, ovation_monotonic_nanoseconds,
 * ovation_loop_create, ovation_loop_start, ovation_loop_join and
 * ovation_descriptors_raise.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

typedef struct ovation_loop ovation_loop;
typedef struct ovation_tcp ovation_tcp;
typedef struct ovation_listener ovation_listener;
typedef struct ovation_timer ovation_timer;
typedef struct ovation_frames ovation_frames;

/* The callbacks of a loop's owner. `context` is what the handle was made with. */
typedef struct {
  void (*turn)(void *loop_context);
  void (*ended)(void *loop_context);
  void (*accepting)(void *listener_context);
  void (*received)(void *tcp_context, const uint8_t *bytes, ssize_t count);
  void (*written)(void *tcp_context, bool succeeded);
  void (*tcp_closed)(void *tcp_context);
  void (*listener_closed)(void *listener_context);
  void (*timer_fired)(void *timer_context);
  void (*timer_closed)(void *timer_context);
  void (*file_written)(void *file_context, bool succeeded);
} ovation_callbacks;

/* `received` counts: bytes when positive, otherwise one of these. */
enum { OVATION_END_OF_STREAM = 0, OVATION_CONNECTION_LOST = -1 };

ovation_loop *ovation_loop_create(const ovation_callbacks *callbacks, void *context);
int ovation_loop_start(ovation_loop *loop);
void ovation_loop_join(ovation_loop *loop);
void ovation_loop_wake(ovation_loop *loop);
void ovation_loop_stop(ovation_loop *loop);
bool ovation_loop_is_current(const ovation_loop *loop);
uint64_t ovation_loop_milliseconds(const ovation_loop *loop);
uint64_t ovation_monotonic_nanoseconds(void);
const char *ovation_error_text(int error);

ovation_timer *ovation_timer_start(ovation_loop *loop, uint64_t milliseconds, uint64_t repeat,
                                   void *context);
void ovation_timer_close(ovation_timer *timer);

/* Raises the soft limit of open files as far as possible; returns the new limit. */
uint64_t ovation_descriptors_raise(uint64_t wanted);

/* Calls `accepting` repeatedly while clients wait. */
int ovation_listen(ovation_loop *loop, const char *host, uint16_t port, int backlog,
                   void *context, ovation_listener **made, uint16_t *bound_port);
/* The result of accepting one client; other values are errors that pause accepting. */
enum { OVATION_CLIENT_ACCEPTED = 0, OVATION_NOBODY_WAITS = 1, OVATION_CLIENT_GONE = 2 };
/* Accepts one client and writes its address; version 4 in its mapped form. */
int ovation_accept(ovation_listener *listener, ovation_tcp **made, uint8_t peer[16]);
void ovation_listener_pause(ovation_listener *listener);
int ovation_listener_resume(ovation_listener *listener);
void ovation_listener_close(ovation_listener *listener);

void ovation_tcp_set_context(ovation_tcp *tcp, void *context);
int ovation_tcp_read_start(ovation_tcp *tcp);
void ovation_tcp_read_stop(ovation_tcp *tcp);
/* Bytes accepted by the kernel, 0 when it accepts none now, -1 when the connection is lost. */
ssize_t ovation_tcp_try_write(ovation_tcp *tcp, const uint8_t *first, size_t first_count,
                              const uint8_t *second, size_t second_count);
/* Copies the bytes and calls `written` when the kernel has accepted them all. */
int ovation_tcp_write(ovation_tcp *tcp, const uint8_t *bytes, size_t count);
int ovation_tcp_shutdown(ovation_tcp *tcp);
void ovation_tcp_close(ovation_tcp *tcp);

/* Copies the bytes and writes them to the file on libuv's worker threads. */
int ovation_file_write(ovation_loop *loop, int file, const uint8_t *bytes, size_t count,
                       void *context);

/* A part of the bytes given to ovation_parse_head. */
typedef struct {
  uint32_t offset;
  uint32_t count;
} ovation_part;

typedef struct {
  ovation_part name;
  ovation_part value;
} ovation_field;

typedef struct {
  uint16_t major;
  uint16_t minor;
  bool chunked;
  bool has_content_length;
  uint64_t content_length;
  ovation_part target;
  uint32_t field_count;
} ovation_head;

enum { OVATION_HEAD_OK = 0, OVATION_HEAD_MALFORMED = 1, OVATION_HEAD_TOO_MANY_FIELDS = 2 };

/* Reads one whole request head, its final empty line included. */
int ovation_parse_head(const uint8_t *bytes, size_t count, ovation_head *head,
                       ovation_field *fields, size_t fields_max);

/* One frame, or a part of its payload. */
typedef struct {
  bool final;
  bool masked;
  uint8_t reserved;
  uint8_t opcode;
  uint64_t payload_length;
  const uint8_t *bytes;
  size_t count;
} ovation_frame_part;

enum { OVATION_FRAME_PART = 1, OVATION_FRAME_MORE = 0, OVATION_FRAME_MALFORMED = -1 };

ovation_frames *ovation_frames_create(void);
void ovation_frames_destroy(ovation_frames *frames);
/* Passes the bytes to the decoder; they must live until it has asked for more. */
void ovation_frames_feed(ovation_frames *frames, const uint8_t *bytes, size_t count);
int ovation_frames_next(ovation_frames *frames, ovation_frame_part *part);
