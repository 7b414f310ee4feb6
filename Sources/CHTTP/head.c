/* http-parser: one request head at a time. */
#include "CHTTP.h"

#include <http_parser.h>
#include <string.h>

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
