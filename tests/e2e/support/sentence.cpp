#include "tests/e2e/support/sentence.h"

#include <algorithm>

namespace lintel::e2e {

std::string flaw_of_sentence(const std::string& text, const std::string& program) {
  if (std::count(text.begin(), text.end(), '\n') != 1 || !text.ends_with('\n')) {
    return "not exactly one line: " + text;
  }
  const std::string prefix = program + ": ";
  const std::string sentence = text.starts_with(prefix) ? text.substr(prefix.size()) : text;
  if (sentence.size() < 25 || sentence.size() > 400) {
    return "too short or too long to help: " + text;
  }
  const char last = text[text.size() - 2];
  if (last != '.' && last != '?' && last != ')' &&
      !(last >= 'a' && last <= 'z')) {  // a command to type may stand at the end
    return "does not end as a sentence: " + text;
  }
  for (const char* jargon : {"terminate called", "what():", "Segmentation", "errno"}) {
    if (text.find(jargon) != std::string::npos) {
      return "speaks to programmers: " + text;
    }
  }
  return {};
}

}  // namespace lintel::e2e
