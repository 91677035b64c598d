#include "shared/wire/protocol.h"

#include "shared/core/limits.h"
#include "shared/wire/json_read.h"
#include "shared/wire/json_write.h"

namespace lintel::wire {
namespace {

constexpr std::size_t sentence_bytes_max = 2000;
constexpr int http_status_max = 599;

}  // namespace

std::string encode(const Problem& problem) {
  JsonWriter json;
  json.begin_object();
  json.key("type").text(std::string{problem_prefix} + problem.type);
  json.key("status").number(problem.status);
  json.key("title").text(problem.title);
  json.key("detail").text(problem.detail);
  json.end_object();
  return std::move(json).finish();
}

Result<Problem> decode_problem(std::string_view body) {
  const auto not_ours = [] {
    return Error{ErrorCode::not_found, "This is no problem report of a Lintel collector."};
  };
  const auto json = parse_json(body, limits::reply_bytes_max, "The problem");
  if (!json || !json->is_object()) {
    return not_ours();
  }
  const Members members{*json, ""};
  const auto type = members.text("type", limits::id_bytes_max);
  if (!type || type->compare(0, problem_prefix.size(), problem_prefix) != 0) {
    return not_ours();
  }
  Problem problem;
  problem.type = type->substr(problem_prefix.size());
  // The words are for people; what cannot be read of them is left out.
  if (auto status = members.number("status", 0, http_status_max, Presence::optional)) {
    problem.status = static_cast<int>(*status);
  }
  if (auto title = members.text("title", sentence_bytes_max, Presence::optional)) {
    problem.title = std::move(*title);
  }
  if (auto detail = members.text("detail", sentence_bytes_max, Presence::optional)) {
    problem.detail = std::move(*detail);
  }
  return problem;
}

}  // namespace lintel::wire
