/*
 * Listening sockets. Not uv_listen: when descriptors run out it resets every
 * waiting client without a word, and may spin when even its spare one is gone.
 */
#define _GNU_SOURCE /* accept4 */
#include "loop.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

void ovation_listener_freed(uv_handle_t *handle) {
  ovation_listener *listener = (ovation_listener *)handle;
  if (listener->file >= 0) close(listener->file);
  if (listener->context) listener->loop->callbacks.listener_closed(listener->context);
  free(listener);
}

void ovation_listener_close(ovation_listener *listener) {
  uv_handle_t *handle = (uv_handle_t *)&listener->uv;
  if (uv_is_closing(handle)) return;
  uv_close(handle, ovation_listener_freed);
  /* At once, so that another may listen here; uv_close has stopped the polling. */
  close(listener->file);
  listener->file = -1;
}

/* Also called with an error of the socket: accepting then says which. */
static void on_readable(uv_poll_t *handle, int status, int events) {
  (void)status;
  (void)events;
  ovation_listener *listener = (ovation_listener *)handle;
  listener->loop->callbacks.accepting(listener->context);
}

void ovation_listener_pause(ovation_listener *listener) {
  if (listener->file >= 0) uv_poll_stop(&listener->uv);
}

int ovation_listener_resume(ovation_listener *listener) {
  if (listener->file < 0) return UV_EBADF;
  return uv_poll_start(&listener->uv, UV_READABLE, on_readable);
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

static int open_socket(struct sockaddr_storage *address, int backlog) {
  int on = 1, off = 0;
  int is6 = address->ss_family == AF_INET6;
  socklen_t length = is6 ? sizeof(struct sockaddr_in6) : sizeof(struct sockaddr_in);
  int file = socket(address->ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (file < 0) return -errno;
  if (setsockopt(file, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) ||
      (is6 && setsockopt(file, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off)) ||
      bind(file, (struct sockaddr *)address, length) || listen(file, backlog) ||
      getsockname(file, (struct sockaddr *)address, &length)) {
    int error = -errno;
    close(file);
    return error;
  }
  return file;
}

int ovation_listen(ovation_loop *loop, const char *host, uint16_t port, int backlog,
                   void *context, ovation_listener **made, uint16_t *bound_port) {
  struct sockaddr_storage address = {0};
  int error = parse_address(host, port, &address);
  if (error) return error;
  int file = open_socket(&address, backlog);
  if (file < 0) return file;
  ovation_listener *listener = calloc(1, sizeof *listener);
  if (!listener || uv_poll_init(&loop->uv, &listener->uv, file)) {
    free(listener);
    close(file);
    return UV_ENOMEM;
  }
  listener->loop = loop;
  listener->file = file;
  error = ovation_listener_resume(listener);
  if (error) {
    ovation_listener_close(listener);
    return error;
  }
  listener->context = context;
  *made = listener;
  *bound_port = port_of(&address);
  return 0;
}

static int reason(int error) {
  switch (error) {
    case EAGAIN: return OVATION_NOBODY_WAITS;
    /* Errors of the one client who is gone already: accept(2). */
    case ECONNABORTED: case EINTR: case EPERM: case EPROTO: case ENETDOWN: case ENOPROTOOPT:
    case EHOSTDOWN: case ENONET: case EHOSTUNREACH: case EOPNOTSUPP: case ENETUNREACH:
    case ETIMEDOUT: return OVATION_CLIENT_GONE;
    default: return -error;
  }
}

static void note_peer(const struct sockaddr_storage *address, uint8_t peer[16]) {
  if (address->ss_family == AF_INET6) {
    memcpy(peer, &((const struct sockaddr_in6 *)address)->sin6_addr, 16);
    return;
  }
  static const uint8_t mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  memcpy(peer, mapped, 12);
  memcpy(peer + 12, &((const struct sockaddr_in *)address)->sin_addr, 4);
}

int ovation_accept(ovation_listener *listener, ovation_tcp **made, uint8_t peer[16]) {
  struct sockaddr_storage address = {0};
  socklen_t length = sizeof address;
  int file = accept4(listener->file, (struct sockaddr *)&address, &length,
                     SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (file < 0) return reason(errno);
  ovation_tcp *tcp = ovation_tcp_create(listener->loop);
  if (!tcp) {
    close(file);
    return UV_ENOMEM;
  }
  if (uv_tcp_open(&tcp->uv, file)) {
    close(file);
    ovation_tcp_close(tcp);
    return OVATION_CLIENT_GONE;
  }
  uv_tcp_nodelay(&tcp->uv, 1);
  note_peer(&address, peer);
  *made = tcp;
  return OVATION_CLIENT_ACCEPTED;
}
