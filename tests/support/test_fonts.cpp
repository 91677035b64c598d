#include "tests/support/test_fonts.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>

namespace lintel::kiosk::samples {
namespace {

constexpr auto folder = "/usr/share/fonts/";

std::optional<ui::FontFace> map(const std::string& path, int index) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status {};
  if (descriptor < 0 || ::fstat(descriptor, &status) != 0) {
    return std::nullopt;
  }
  const auto size = static_cast<std::size_t>(status.st_size);
  void* bytes = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
  ::close(descriptor);
  if (bytes == MAP_FAILED) {
    return std::nullopt;
  }
  return ui::FontFace{bytes, size, index};
}

std::string hex_digest(const ui::FontFace& face) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), static_cast<const unsigned char*>(face.bytes), face.size);
  std::array<char, 2 * crypto_hash_sha256_BYTES + 1> text{};
  sodium_bin2hex(text.data(), text.size(), digest.data(), digest.size());
  return text.data();
}

struct Loader {
  TestFonts fonts;
  std::string missing;

  ui::FontFace face(const std::string& path, int index = 0) {
    const auto mapped = map(folder + path, index);
    if (!mapped) {
      missing = missing.empty() ? path : missing;
      return {};
    }
    fonts.read.push_back({path.substr(path.rfind('/') + 1), hex_digest(*mapped)});
    return *mapped;
  }
};

Loader load() {
  Loader loader;
  auto& files = loader.fonts.files;
  files.regular = loader.face("opentype/inter/Inter-Regular.otf");
  files.semibold = loader.face("opentype/inter/Inter-SemiBold.otf");
  files.extrabold = loader.face("opentype/inter/Inter-ExtraBold.otf");
  files.display_extrabold = loader.face("opentype/inter/InterDisplay-ExtraBold.otf");
  // The third face of Noto's collection is Simplified Chinese, as fontconfig's "CJK SC".
  constexpr int simplified_chinese = 2;
  files.fallbacks = {loader.face("opentype/noto/NotoSansCJK-Regular.ttc", simplified_chinese)};
  files.fallbacks_bold = {loader.face("opentype/noto/NotoSansCJK-Bold.ttc", simplified_chinese)};
  return loader;
}

}  // namespace

const TestFonts* test_fonts(std::string& missing) {
  static const Loader loader = load();
  missing = loader.missing;
  return missing.empty() ? &loader.fonts : nullptr;
}

}  // namespace lintel::kiosk::samples
