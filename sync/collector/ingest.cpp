#include "sync/collector/ingest.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "shared/core/text.h"
#include "shared/event/form.h"
#include "shared/wire/cloudevents.h"

namespace lintel::collector {
namespace {

Topic topic_of(const wire::Record& record) {
  if (const Response* response = std::get_if<Response>(&record)) {
    return response->topic();
  }
  return std::get<SealedNote>(record).topic;
}

const std::string& form_of(const wire::Record& record) {
  return std::visit([](const auto& kept) -> const std::string& { return kept.form; }, record);
}

Status check_line(const std::string& field, const std::string& text) {
  return clean_line(text) == text
             ? ok()
             : Status{Error{ErrorCode::invalid, field + ": is not clean text."}};
}

// All of a frame that is printed.
Status check_frame(const wire::Record& record) {
  const Topic topic = topic_of(record);
  if (topic.event.value.empty()) {
    return Error{ErrorCode::invalid, "event: is empty."};
  }
  TRY_DO(check_line("event", topic.event.value));
  TRY_DO(check_line("subject", topic.session.value));
  TRY_DO(check_line("form", form_of(record)));
  const SealedNote* note = std::get_if<SealedNote>(&record);
  return note == nullptr ? ok() : check_line("prompt", note->prompt);
}

// Of a form that is not known the frame alone: ids that are printed must be clean.
Status check(const wire::Record& record, const SuggestionCounts* suggestions) {
  const Form* form = find_form(form_of(record));
  if (form == nullptr) {
    return check_frame(record);
  }
  if (const Response* response = std::get_if<Response>(&record)) {
    TRY_DO(check_response(*response, *form));
    return suggestions == nullptr || suggestions->allow(*response)
               ? ok()
               : Status{
                     Error{ErrorCode::invalid, "answers.try: the session has no such suggestion."}};
  }
  return check_note(std::get<SealedNote>(record), *form);
}

// The reason an element cannot be stored; empty when it can.
std::string refusal(const wire::BatchItem& item, const std::optional<Uuid>& sender,
                    const SuggestionCounts* suggestions) {
  if (item.device.is_nil()) {
    return "source: not urn:lintel:device:<uuid>";
  }
  if (sender && item.device != *sender) {
    return "source: not the tablet that sends it";
  }
  if (!item.record) {
    return item.record.error().message;
  }
  const Status checked = check(*item.record, suggestions);
  return checked ? std::string{} : checked.error().message;
}

}  // namespace

Topic Row::topic() const {
  return topic_of(record);
}

bool SuggestionCounts::allow(const Response& response) const {
  if (response.event != event || response.tried.empty()) {
    return true;
  }
  const auto session = sessions.find(response.session);
  return session == sessions.end() || response.tried.back() <= session->second;
}

void SuggestionCounts::join(const Event& version) {
  if (version.id != event) {
    event = version.id;
    sessions.clear();
  }
  for (const Session& session : version.sessions) {
    int& known = sessions[session.id];
    known = std::max(known, static_cast<int>(session.suggestions.size()));
  }
}

Result<Intake> read_batch(std::string_view body, const std::optional<Uuid>& sender,
                          const SuggestionCounts* suggestions) {
  TRY(auto batch, wire::decode_batch(body));
  Intake intake;
  intake.items.reserve(batch.size());
  intake.rows.reserve(batch.size());
  intake.item_of_row.reserve(batch.size());
  for (wire::BatchItem& item : batch) {
    std::string code = refusal(item, sender, suggestions);
    if (!code.empty()) {
      intake.items.push_back({item.id, wire::ItemStatus::invalid, std::move(code)});
      continue;
    }
    intake.item_of_row.push_back(intake.items.size());
    intake.items.push_back({item.id, wire::ItemStatus::stored, {}});
    const Sha256 hash = sha256(item.bytes);
    intake.rows.push_back({item.device, item.id, hash, std::move(item.bytes),
                           std::move(item.record).value(), std::move(item.plain_note)});
  }
  return intake;
}

wire::ItemStatus judge(const Sha256& hash, const Found& found) {
  if (found.inserted) {
    return wire::ItemStatus::stored;
  }
  return found.known == hash ? wire::ItemStatus::duplicate : wire::ItemStatus::conflict;
}

wire::Receipt settle(const Intake& intake, const std::vector<wire::ItemStatus>& statuses,
                     const Uuid& collector) {
  assert(statuses.size() == intake.rows.size());
  wire::Receipt receipt{collector, intake.items};
  for (std::size_t row = 0; row < statuses.size(); ++row) {
    wire::ReceiptItem& item = receipt.results[intake.item_of_row[row]];
    item.status = statuses[row];
    if (statuses[row] == wire::ItemStatus::conflict) {
      item.code = "same-id-other-bytes";
    }
  }
  return receipt;
}

}  // namespace lintel::collector
