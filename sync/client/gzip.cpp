#include "sync/client/gzip.h"

#include <zlib.h>

#include <limits>

namespace lintel {
namespace {

// deflateInit2: the largest window, plus 16 for a gzip header instead of a zlib one.
constexpr int gzip_window_bits = 15 + 16;
constexpr int memory_level = 8;  // zlib's default

Error out_of_memory() {
  return Error{ErrorCode::unavailable, "There is no memory left to compress a request."};
}

}  // namespace

Result<std::string> gzip(std::string_view bytes) {
  if (bytes.size() > std::numeric_limits<uInt>::max() / 2) {
    return Error{ErrorCode::limit, "This is too long to be compressed at once."};
  }
  z_stream stream{};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzip_window_bits, memory_level,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    return out_of_memory();
  }
  std::string packed(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  // zlib only reads from next_in; its type is not const for the sake of old compilers.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const int code = deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  if (code != Z_STREAM_END) {
    return out_of_memory();
  }
  return packed;
}

}  // namespace lintel
