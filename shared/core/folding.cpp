#include "shared/core/folding.h"

#include <cstddef>
#include <utility>

#include "shared/core/utf8.h"

namespace lintel {
namespace {

// The plain letter under each sign, from its decomposition in Unicode or its name ("with stroke");
// '_' stands for a sign that is no letter, 'S' for ss, '?' for what has no plain letter and stays.
constexpr char32_t accented_first = 0xC0;  // Latin-1, Latin Extended-A and B
constexpr std::string_view accented =
    "aaaaaaaceeeeiiiidnooooo_ouuuuytSaaaaaaaceeeeiiii"
    "dnooooo_ouuuuytyaaaaaaccccccccddddeeeeeeeeeegggg"
    "gggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooo"
    "oooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"
    "bbbb???ccdddd????ffg???ikkl??nnooo??pp?????ttttu"
    "u?vyyzz??????????????d??l??n?aaiioouuuuuuuuuu?aa"
    "aa??ggggkkoooo??j?d?gg??nnaa??ooaaaaeeeeiiiioooo"
    "rrrruuuusstt??hhnd??zzaaeeooooooooyylntj??acclts"
    "z??b??eejj?qrryy";
static_assert(accented.size() == 0x250 - accented_first);
constexpr char32_t doubly_accented_first = 0x1E00;  // Latin Extended Additional: Vietnamese
constexpr std::string_view doubly_accented =
    "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiii"
    "kkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrr"
    "ssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyy"
    "zzzzzzhtwyasssS?aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
    "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuu"
    "uuyyyyyyyy????yy";
static_assert(doubly_accented.size() == 0x1F00 - doubly_accented_first);

// '?' for signs of neither table too.
char base_letter(char32_t c) {
  for (const auto& [first, letters] :
       {std::pair{accented_first, accented}, std::pair{doubly_accented_first, doubly_accented}}) {
    if (c >= first && c - first < letters.size()) {
      return letters[c - first];
    }
  }
  return '?';
}

bool is_dash(char32_t c) {
  return c == U'-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}

void append_folded(std::string& text, char32_t c) {
  if (c >= U'A' && c <= U'Z') {
    text += static_cast<char>(c + 32);
  } else if (is_dash(c)) {
    text += '-';
  } else if (const char base = base_letter(c); base != '?') {
    text += base == 'S' ? std::string{"ss"} : std::string(1, base);
  } else if (c >= 0x300 && c < 0x370) {
    return;  // a combining accent of a decomposed letter
  } else if ((c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F)) {
    append_utf8(text, c + 32);
  } else {
    append_utf8(text, c);
  }
}

}  // namespace

std::string fold(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    at += point.bytes;
    if (!is_blank(point.value)) {
      append_folded(folded, point.value);
    } else if (!folded.empty() && folded.back() != ' ') {
      folded += ' ';
    }
  }
  while (!folded.empty() && folded.back() == ' ') {
    folded.pop_back();
  }
  return folded;
}

}  // namespace lintel
