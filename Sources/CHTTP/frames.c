/* wslay: frames of WebSockets. */
#include "CHTTP.h"

#include <stdlib.h>
#include <string.h>
#include <wslay/wslay.h>

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
