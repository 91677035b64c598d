#include "shared/wire/json_write.h"

#include <cassert>
#include <utility>

#include "shared/core/utf8.h"

namespace lintel::wire {
namespace {

bool is_plain(unsigned char c) {
  return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

void escape(std::string& out, char c) {
  static constexpr char digits[] = "0123456789abcdef";
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      out += "\\u00";
      out += digits[static_cast<unsigned char>(c) >> 4U];
      out += digits[static_cast<unsigned char>(c) & 0x0FU];
      return;
  }
}

}  // namespace

void JsonWriter::separate() {
  if (comma_due_) {
    out_ += ',';
  }
  comma_due_ = true;
}

void JsonWriter::quote(std::string_view value) {
  out_ += '"';
  std::size_t plain_from = 0;
  for (std::size_t at = 0; at < value.size();) {
    const auto c = static_cast<unsigned char>(value[at]);
    if (is_plain(c)) {
      ++at;
      continue;
    }
    out_.append(value, plain_from, at - plain_from);
    if (c < 0x80) {
      escape(out_, value[at]);
      ++at;
    } else {
      const CodePoint point = code_point_at(value, at);
      append_utf8(out_, point.value);
      at += point.bytes;
    }
    plain_from = at;
  }
  out_.append(value, plain_from, value.size() - plain_from);
  out_ += '"';
}

JsonWriter& JsonWriter::begin_object() {
  separate();
  out_ += '{';
  comma_due_ = false;
  ++depth_;
  return *this;
}

JsonWriter& JsonWriter::end_object() {
  out_ += '}';
  comma_due_ = true;
  --depth_;
  return *this;
}

JsonWriter& JsonWriter::begin_array() {
  separate();
  out_ += '[';
  comma_due_ = false;
  ++depth_;
  return *this;
}

JsonWriter& JsonWriter::end_array() {
  out_ += ']';
  comma_due_ = true;
  --depth_;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  quote(name);
  out_ += ':';
  comma_due_ = false;
  return *this;
}

JsonWriter& JsonWriter::text(std::string_view value) {
  separate();
  quote(value);
  return *this;
}

JsonWriter& JsonWriter::number(long long value) {
  separate();
  out_ += std::to_string(value);
  return *this;
}

JsonWriter& JsonWriter::null() {
  separate();
  out_ += "null";
  return *this;
}

std::string JsonWriter::finish() && {
  assert(depth_ == 0);
  return std::move(out_);
}

}  // namespace lintel::wire
