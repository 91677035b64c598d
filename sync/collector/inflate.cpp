#include "sync/collector/inflate.h"

#include <zlib.h>

#include <algorithm>
#include <memory>

namespace lintel::collector {
namespace {

constexpr int gzip_only = 16 + MAX_WBITS;
// Small bodies repeat their own envelope; a ratio says nothing about them.
constexpr std::size_t ratio_free_bytes = 64 * 1024;
constexpr std::size_t step_bytes = 32 * 1024;

struct EndInflate {
  void operator()(z_stream* stream) const { inflateEnd(stream); }
};

}  // namespace

Result<std::string> gunzip(std::string_view body, std::size_t bytes_max) {
  const std::size_t bound =
      std::min(bytes_max, std::max(ratio_free_bytes, body.size() * inflate_ratio_max));
  z_stream stream{};
  if (inflateInit2(&stream, gzip_only) != Z_OK) {
    return Error{ErrorCode::full, "The collector has no memory left to unpack a body."};
  }
  const std::unique_ptr<z_stream, EndInflate> end(&stream);
  // zlib reads through a pointer it does not write to, but declares it without const.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
  stream.avail_in = static_cast<uInt>(body.size());
  std::string out;
  for (;;) {
    const std::size_t have = out.size();
    out.resize(have + step_bytes);
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + have);
    stream.avail_out = static_cast<uInt>(step_bytes);
    const int outcome = inflate(&stream, Z_NO_FLUSH);
    out.resize(out.size() - stream.avail_out);
    if (out.size() > bound) {
      return Error{ErrorCode::limit, "The body grows too large when unpacked."};
    }
    if (outcome == Z_STREAM_END) {
      if (stream.avail_in != 0) {
        return Error{ErrorCode::invalid, "The gzip body has bytes after its end."};
      }
      return out;
    }
    if (outcome != Z_OK || (stream.avail_in == 0 && stream.avail_out != 0)) {
      return Error{ErrorCode::invalid, "The body is not whole gzip."};
    }
  }
}

}  // namespace lintel::collector
