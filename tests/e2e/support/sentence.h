// What a person should meet when something is wrong: one clear sentence, and nothing else.
#pragma once

#include <string>

namespace lintel::e2e {

// "" when `text` is exactly one line, with or without the program's name before it, that reads as a
// sentence and has no address or code in it; else what is wrong with it, for the test's report.
std::string flaw_of_sentence(const std::string& text, const std::string& program);

}  // namespace lintel::e2e
