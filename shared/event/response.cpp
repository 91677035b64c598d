#include "shared/event/response.h"

#include <algorithm>

#include "shared/core/limits.h"
#include "shared/core/text.h"

namespace lintel {
namespace {

Error wrong(std::string_view field, std::string_view why, ErrorCode code = ErrorCode::invalid) {
  return Error{code, std::string{field} + ": " + std::string{why}};
}

bool holds(const std::vector<std::string>& keys, const std::string& key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

Status check_id(std::string_view field, const std::string& id) {
  if (id.empty()) {
    return wrong(field, "is empty.");
  }
  if (id.size() > limits::id_bytes_max) {
    return wrong(field, "is longer than 200 bytes.", ErrorCode::limit);
  }
  if (clean_line(id) != id) {
    return wrong(field, "is not clean text.");
  }
  return ok();
}

Status check_tried(const std::vector<int>& tried) {
  int last = 0;
  for (const int number : tried) {
    if (number < 1 || number > static_cast<int>(limits::suggestions_max)) {
      return wrong("answers.try", "a suggestion's number is from 1 to 8.");
    }
    if (number <= last) {
      return wrong("answers.try", "numbers stand in ascending order, each once.");
    }
    last = number;
  }
  return ok();
}

Status check_help(const std::vector<std::string>& help, const Form& form) {
  auto from = form.help.begin();
  for (const std::string& key : help) {
    if (!holds(form.help, key)) {
      return wrong("answers.help", "unknown answer.");
    }
    const auto found = std::find(from, form.help.end(), key);
    if (found == form.help.end()) {
      return wrong("answers.help", "answers stand in the form's order, each once.");
    }
    from = found + 1;
  }
  return ok();
}

}  // namespace

Status check_response(const Response& response, const Form& form) {
  if (response.id.is_nil()) {
    return wrong("id", "is the nil UUID.");
  }
  TRY_DO(check_id("event", response.event.value));
  TRY_DO(check_id("subject", response.session.value));
  if (response.form != form.id) {
    return wrong("form", "is not the form that is asked.");
  }
  if (!holds(form.use, response.use)) {
    return wrong("answers.use", "unknown answer.");
  }
  TRY_DO(check_tried(response.tried));
  return check_help(response.help, form);
}

}  // namespace lintel
