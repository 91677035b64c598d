#include "shared/import/raw.h"

#include "shared/core/limits.h"

namespace lintel::import {

void Sink::add(Severity severity, const Origin& origin, const std::string& field,
               std::string message) {
  has_errors_ = has_errors_ || severity == Severity::error;
  if (findings_.size() + 1 < limits::findings_max) {
    findings_.push_back({severity, origin.file, origin.line,
                         field.empty() ? field : origin.prefix + field, std::move(message)});
  } else if (findings_.size() < limits::findings_max) {
    findings_.push_back({Severity::error, origin.file, 0, "",
                         "More is wrong than anybody reads at once; correct these lines and try "
                         "again."});
    has_errors_ = true;
  }
}

void Sink::error(const Origin& origin, const std::string& field, std::string message) {
  add(Severity::error, origin, field, std::move(message));
}

void Sink::advise(const Origin& origin, const std::string& field, std::string message) {
  // Advice never fills the last place: an error that comes later must still be heard.
  if (findings_.size() + 1 < limits::findings_max) {
    add(Severity::advice, origin, field, std::move(message));
  }
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
