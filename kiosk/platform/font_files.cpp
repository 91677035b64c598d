#include "kiosk/platform/font_files.h"

#include <fcntl.h>
#include <fontconfig/fontconfig.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <optional>
#include <string_view>

namespace lintel::kiosk {
namespace {

struct Found {
  std::string path;
  int index = 0;
  std::string family;
};

struct PatternCloser {
  void operator()(FcPattern* pattern) const { FcPatternDestroy(pattern); }
};
using Pattern = std::unique_ptr<FcPattern, PatternCloser>;

// The closest match fontconfig has; empty when the machine has no scalable font at all.
std::optional<Found> match(const char* family, int weight) {
  const Pattern wanted{FcPatternCreate()};
  FcPatternAddString(wanted.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>(family));
  FcPatternAddInteger(wanted.get(), FC_WEIGHT, weight);
  FcPatternAddBool(wanted.get(), FC_SCALABLE, FcTrue);
  FcConfigSubstitute(nullptr, wanted.get(), FcMatchPattern);
  FcDefaultSubstitute(wanted.get());
  FcResult outcome = FcResultNoMatch;
  const Pattern got{FcFontMatch(nullptr, wanted.get(), &outcome)};
  FcChar8* path = nullptr;
  if (!got || FcPatternGetString(got.get(), FC_FILE, 0, &path) != FcResultMatch) {
    return std::nullopt;
  }
  Found found;
  found.path = reinterpret_cast<const char*>(path);
  FcPatternGetInteger(got.get(), FC_INDEX, 0, &found.index);
  found.index &= 0xFFFF;  // the upper half names an instance of a variable font
  FcChar8* name = nullptr;
  if (FcPatternGetString(got.get(), FC_FAMILY, 0, &name) == FcResultMatch) {
    found.family = reinterpret_cast<const char*>(name);
  }
  return found;
}

}  // namespace

class FontSearch {
 public:
  explicit FontSearch(MappedFonts& fonts) : fonts_(fonts) {}

  Result<ui::FontFace> map(const Found& found) {
    const int descriptor = ::open(found.path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat status {};
    if (descriptor < 0 || ::fstat(descriptor, &status) != 0 || status.st_size <= 0) {
      if (descriptor >= 0) {
        ::close(descriptor);
      }
      return Error{ErrorCode::unavailable,
                   "The font file " + found.path +
                       " cannot be read; reinstall it (for example: apt install fonts-inter)."};
    }
    const auto size = static_cast<std::size_t>(status.st_size);
    void* bytes = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    ::close(descriptor);
    if (bytes == MAP_FAILED) {
      return Error{ErrorCode::unavailable,
                   "The font file " + found.path + " cannot be mapped into memory."};
    }
    fonts_.mappings_.push_back({bytes, size});
    return ui::FontFace{bytes, size, found.index};
  }

  // A weight of Inter, or the nearest sans-serif there is.
  Result<ui::FontFace> text_face(const char* family, int weight) {
    const auto found = match(family, weight);
    if (!found) {
      return Error{ErrorCode::unavailable,
                   "No font was found on this machine; install one, for example with: "
                   "apt install fonts-inter fonts-noto-core fonts-noto-cjk"};
    }
    if (found->family != family && fonts_.notices_.empty()) {
      fonts_.notices_.push_back(std::string{family} + " is not installed, drawing with " +
                                found->family + "; for the intended look: apt install fonts-inter");
    }
    return map(*found);
  }

  // A face that is worth having only under its own name.
  std::optional<ui::FontFace> optional_face(const char* family, int weight) {
    const auto found = match(family, weight);
    if (!found || found->family != family) {
      return std::nullopt;
    }
    auto face = map(*found);
    return face ? std::optional{*face} : std::nullopt;
  }

 private:
  MappedFonts& fonts_;
};

Result<std::unique_ptr<MappedFonts>> MappedFonts::find() {
  if (FcInit() != FcTrue) {
    return Error{ErrorCode::unavailable,
                 "The font configuration cannot be read; reinstall fontconfig-config."};
  }
  std::unique_ptr<MappedFonts> fonts{new MappedFonts};
  FontSearch search{*fonts};
  TRY(fonts->files_.regular, search.text_face("Inter", FC_WEIGHT_REGULAR));
  TRY(fonts->files_.semibold, search.text_face("Inter", FC_WEIGHT_DEMIBOLD));
  TRY(fonts->files_.extrabold, search.text_face("Inter", FC_WEIGHT_EXTRABOLD));
  if (const auto face = search.optional_face("Inter Display", FC_WEIGHT_EXTRABOLD)) {
    fonts->files_.display_extrabold = *face;
  }
  for (const char* family : {"Noto Sans", "Noto Sans CJK SC"}) {
    if (const auto face = search.optional_face(family, FC_WEIGHT_REGULAR)) {
      fonts->files_.fallbacks.push_back(*face);
    }
    if (const auto face = search.optional_face(family, FC_WEIGHT_BOLD)) {
      fonts->files_.fallbacks_bold.push_back(*face);
    }
  }
  return fonts;
}

MappedFonts::~MappedFonts() {
  for (const auto& mapping : mappings_) {
    ::munmap(mapping.bytes, mapping.size);
  }
}

}  // namespace lintel::kiosk
