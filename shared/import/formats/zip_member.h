// A ZIP archive in memory, by libzip: members read whole, never past a bound whatever their headers
// claim (zip bombs). Not thread-safe; the bytes have to outlive it.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "shared/core/result.h"

namespace lintel::formats {

class ZipArchive {
 public:
  static Result<ZipArchive> open(std::string_view bytes);
  // not_found when there is no such member; limit when it is larger than bytes_max.
  Result<std::string> read(const std::string& name, std::size_t bytes_max);

 private:
  struct Close {
    void operator()(void* archive) const;
  };
  explicit ZipArchive(void* archive) : archive_(archive) {}
  std::unique_ptr<void, Close> archive_;
};

}  // namespace lintel::formats
