/* libuv: the loop and its timers. */
#include "loop.h"

#include <signal.h>
#include <stdlib.h>

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

static void close_any(uv_handle_t *handle, void *unused) {
  (void)unused;
  if (uv_is_closing(handle)) return;
  switch (uv_handle_get_type(handle)) {
    case UV_TCP: uv_close(handle, ovation_tcp_freed); break;
    case UV_POLL: uv_close(handle, ovation_listener_freed); break;
    case UV_TIMER: uv_close(handle, ovation_timer_freed); break;
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

void ovation_timer_freed(uv_handle_t *handle) {
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
  uv_handle_t *handle = (uv_handle_t *)&timer->uv;
  if (!uv_is_closing(handle)) uv_close(handle, ovation_timer_freed);
}
