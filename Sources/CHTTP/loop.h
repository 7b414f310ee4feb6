/* The libuv side of the opaque handles, shared by the C files of this folder. */
#pragma once

#include "CHTTP.h"

#include <uv.h>

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

struct ovation_timer {
  uv_timer_t uv;
  ovation_loop *loop;
  void *context;
};

struct ovation_tcp {
  uv_tcp_t uv;
  ovation_loop *loop;
  void *context;
};

struct ovation_listener {
  uv_poll_t uv;
  ovation_loop *loop;
  void *context;
  int file; /* -1 once it is closed */
};

ovation_tcp *ovation_tcp_create(ovation_loop *loop);

/* What libuv calls when a handle is closed: tells its owner and frees it. */
void ovation_tcp_freed(uv_handle_t *handle);
void ovation_timer_freed(uv_handle_t *handle);
void ovation_listener_freed(uv_handle_t *handle);
