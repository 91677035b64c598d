#include "tests/bench/paired_tablets.h"

#include <array>
#include <chrono>

#include "shared/trust/signature.h"
#include "sync/collector/collector_store.h"
#include "sync/collector/data_folder.h"
#include "sync/collector/notes_key.h"

namespace lintel::bench {
namespace {

template <std::size_t size>
std::array<std::uint8_t, size> bytes_of(int number) {
  std::array<std::uint8_t, size> bytes{};
  bytes.front() = static_cast<std::uint8_t>(number * 37);  // spread, as random names are
  bytes[1] = static_cast<std::uint8_t>(number);
  bytes[2] = static_cast<std::uint8_t>(number >> 8);
  return bytes;
}

}  // namespace

Result<std::vector<PairedTablet>> pair_tablets(const std::string& data, int count) {
  const auto first_key = [&data]() -> Result<trust::NotesPublicKey> {
    TRY(const trust::NotesKeyPair key, collector::first_notes_key(data));
    return key.public_key();
  };
  TRY(auto store,
      collector::CollectorStore::open({data + "/" + collector::database_name,
                                       Uuid::from_random(bytes_of<16>(0)), first_key, UtcTime{}}));
  std::vector<PairedTablet> tablets;
  for (int number = 0; number < count; ++number) {
    PairedTablet tablet{Uuid::from_random(bytes_of<16>(number)),
                        trust::KeyPair(trust::Seed{bytes_of<32>(number)})};
    TRY_DO(store.put_tablet(
        {tablet.device, tablet.key.public_key(), "204", RoomId{"204"}, trust::Admission::paired}));
    tablets.push_back(std::move(tablet));
  }
  TRY_DO(store.close());
  return tablets;
}

std::string signed_lines(const PairedTablet& tablet, const std::string& method,
                         const std::string& path, const std::string& body) {
  const UtcTime now = std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
  const auto made = trust::sign({method, path, tablet.device, body}, now, tablet.key);
  std::string lines;
  for (const auto& [name, value] : {std::pair{trust::signature_input_header, made.signature_input},
                                    std::pair{trust::signature_header, made.signature},
                                    std::pair{trust::content_digest_header, made.content_digest}}) {
    lines += std::string(name) + ": " + value + "\r\n";
  }
  return lines;
}

}  // namespace lintel::bench
