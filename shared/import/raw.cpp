#include "shared/import/raw.h"

#include "shared/core/limits.h"

namespace lintel::import {

// Errors and advice each have half of the room, so that neither crowds out the other.
void Sink::add(Finding finding) {
  constexpr std::size_t half = limits::findings_max / 2;
  const bool error = finding.severity == Severity::error;
  has_errors_ = has_errors_ || error;
  std::size_t& count = error ? errors_ : advice_;
  if (++count > half) {
    return;
  }
  if (count == half) {
    finding = {finding.severity, finding.file, 0, "",
               "More is wrong than anybody reads at once; correct these lines and try again."};
  }
  findings_.push_back(std::move(finding));
}

void Sink::error(const Origin& origin, const std::string& field, std::string message) {
  add({Severity::error, origin.file, origin.line, field.empty() ? field : origin.prefix + field,
       std::move(message)});
}

void Sink::advise(const Origin& origin, const std::string& field, std::string message) {
  add({Severity::advice, origin.file, origin.line, field.empty() ? field : origin.prefix + field,
       std::move(message)});
}

void RawFields::set(std::string_view key, std::string text, int line) {
  fields_.insert_or_assign(std::string{key}, RawText{std::move(text), line});
}

const std::string& RawFields::text(std::string_view key) const {
  static const std::string empty;
  const auto found = fields_.find(key);
  return found == fields_.end() ? empty : found->second.text;
}

int RawFields::line(std::string_view key, int otherwise) const {
  const auto found = fields_.find(key);
  return found == fields_.end() || found->second.line == 0 ? otherwise : found->second.line;
}

}  // namespace lintel::import
