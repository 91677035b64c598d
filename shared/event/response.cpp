#include "shared/event/response.h"

#include <algorithm>
#include <array>

#include "shared/core/text.h"

namespace lintel {
namespace {

struct PhaseName {
  Phase phase;
  std::string_view name;
};
constexpr std::array<PhaseName, 3> phase_names{{
    {Phase::during, "during"},
    {Phase::exit, "exit"},
    {Phase::late, "late"},
}};

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

Status check_note(const Note& note, const Form& form) {
  if (!holds(form.note_prompts, note.prompt)) {
    return wrong("note.prompt", "unknown prompt.");
  }
  if (note.text.empty()) {
    return wrong("note.text", "is empty.");
  }
  if (note.text.size() > limits::note_bytes_max) {
    return wrong("note.text", "is longer than 2000 bytes.", ErrorCode::limit);
  }
  if (clean_paragraph(note.text) != note.text) {
    return wrong("note.text", "is not clean text.");
  }
  return ok();
}

Status check_flags(const std::vector<std::string>& flags) {
  if (flags.size() > limits::flags_max) {
    return wrong("flags", "more than 8.", ErrorCode::limit);
  }
  for (auto flag = flags.begin(); flag != flags.end(); ++flag) {
    const bool plain = std::all_of(flag->begin(), flag->end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
    if (flag->empty() || flag->size() > limits::key_bytes_max || !plain) {
      return wrong("flags", "a flag is up to 64 small letters, digits and hyphens.");
    }
    if (std::find(flags.begin(), flag, *flag) != flag) {
      return wrong("flags", "the same flag stands there twice.");
    }
  }
  return ok();
}

}  // namespace

std::string_view to_text(Phase phase) {
  for (const PhaseName& known : phase_names) {
    if (known.phase == phase) {
      return known.name;
    }
  }
  return "exit";
}

Result<Phase> parse_phase(std::string_view text) {
  for (const PhaseName& known : phase_names) {
    if (known.name == text) {
      return known.phase;
    }
  }
  return Error{ErrorCode::invalid, "phase: is one of during, exit, late."};
}

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
  TRY_DO(check_help(response.help, form));
  if (response.note) {
    TRY_DO(check_note(*response.note, form));
  }
  return check_flags(response.flags);
}

}  // namespace lintel
