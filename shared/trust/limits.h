// The bounds of pairing and signatures, each with its reason. A part of shared/core/limits.h that
// only this folder and its callers need.
#pragma once

#include <chrono>
#include <cstddef>

namespace lintel::limits {

// Signature-Input, Signature and Content-Digest, each. Ours are under 300 bytes; a proxy may add
// signatures of its own beside them.
inline constexpr std::size_t signature_header_bytes_max = 4096;
inline constexpr std::size_t field_members_max = 16;     // of a structured field's dictionary
inline constexpr std::size_t field_items_max = 32;       // of one inner list
inline constexpr std::size_t field_parameters_max = 16;  // of one item or list
inline constexpr std::size_t field_key_bytes_max = 64;

// A code is read off a door and typed at a desk; walking there takes minutes.
inline constexpr std::chrono::minutes pairing_code_life{10};
// For as long again its fate is remembered, so that a slow tablet hears it.
inline constexpr std::chrono::minutes pairing_fate_kept{10};
inline constexpr int pairing_wrong_tries_max = 5;                      // per code
inline constexpr std::size_t pairing_wrong_tries_per_minute_max = 30;  // in all
// Sixty tablets switched on together show up within a minute. Above that, each address has its
// share of them, so that one that offers all the time does not keep the others out.
inline constexpr std::size_t pairing_offers_per_minute_max = 60;
inline constexpr std::size_t pairing_offers_per_minute_shared_max = 240;  // of all addresses
// Of devices that were let in before, beside the others: a district's, after a change of its rooms.
inline constexpr std::size_t pairing_known_offers_per_minute_max = 240;
// A tablet reveals its number a moment after it committed to it.
inline constexpr std::chrono::minutes pairing_reveal_within{1};
inline constexpr std::size_t pairing_pending_max = 200;  // one for every room there can be
inline constexpr std::size_t pairing_records_max = 400;  // and as many whose fate is remembered
inline constexpr std::size_t paired_tablets_max = 2000;  // a district; the storm test has 1,000
inline constexpr std::chrono::seconds pairing_poll{3};   // a person is watching
inline constexpr std::chrono::seconds pairing_poll_max{30};
inline constexpr std::size_t pair_document_bytes_max = 4096;
inline constexpr std::size_t version_bytes_max = 64;

// A tablet's database is at most 64 MiB (sync/store/store.h); the ledger and the lines around the
// answers are small beside it.
inline constexpr std::size_t bundle_bytes_max = 80 * 1024 * 1024;
// Through a running collector, which keeps 16 MiB for bodies: 25,000 answers, a year of one door.
inline constexpr std::size_t bundle_posted_bytes_max = 12 * 1024 * 1024;
inline constexpr std::size_t bundle_header_bytes_max = 4096;

}  // namespace lintel::limits
