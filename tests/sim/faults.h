// What can go wrong in a run, each kind counted.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace lintel::sim {

enum class Fault {
  power_cut,
  power_cut_while_writing,
  process_killed,
  disk_write_kept,
  disk_write_lost,
  disk_write_torn,
  disk_write_garbled,
  disk_sync_failed,
  disk_full,
  clock_jump,
  link_down,
  sign_in_page,
  request_lost,
  request_late,
  request_twice,
  reply_lost,
  connection_cut,
  headers_stripped,
  body_cut,
  receipt_short,
  receipt_foreign,
  another_collector,
  refused_4xx,
  batch_too_large,
  busy_5xx,
  collector_killed,
  collector_power_cut,
  collector_restored,
  tablet_reimaged,
  schedule_changed,
  answer_undone,
  count  // how many there are
};
inline constexpr std::size_t fault_kinds = static_cast<std::size_t>(Fault::count);
inline constexpr std::array<std::string_view, fault_kinds> fault_names{
    "power cut",
    "power cut while writing",
    "process killed",
    "unsynced write kept by a cut",
    "unsynced write lost by a cut",
    "unsynced write torn by a cut",
    "unsynced write garbled by a cut",
    "sync failed, pages dropped",
    "disk full",
    "clock jump of years",
    "link down",
    "sign-in page",
    "request lost",
    "request late (reordered)",
    "request delivered twice",
    "reply lost after the commit",
    "connection cut",
    "headers stripped",
    "body cut",
    "receipt names too few",
    "receipt names foreign ids",
    "another collector answers",
    "401, 403, 408, 425, 429",
    "413 of a whole batch",
    "5xx",
    "collector killed",
    "collector's power cut",
    "collector restored from a backup",
    "tablet re-imaged",
    "schedule changed",
    "answer undone"};

using FaultCounts = std::array<long, fault_kinds>;
inline void count(FaultCounts& counts, Fault fault) {
  ++counts[static_cast<std::size_t>(fault)];
}

}  // namespace lintel::sim
