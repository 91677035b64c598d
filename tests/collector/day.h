// What the collector's tests share: a small day, answers to it, a folder that goes away, and a
// collector that listens on a free port.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "shared/event/event.h"
#include "shared/event/response.h"
#include "shared/ports/clock.h"
#include "sync/collector/books.h"
#include "sync/collector/service.h"

namespace lintel::collector {

class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  std::string path() const { return path_.string(); }
  std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

// Two rooms, one block of two sessions ("late", "phones") and one later session ("names").
Event small_day();
std::string small_day_document();
// A served document without what the collector adds for tablets.
std::string as_loaded(const std::string& served);

// The n-th id and device of a test: the same every run.
Uuid id_number(int number);
Uuid device_number(int number);
Response answer(int number, const std::string& session, const std::string& use = "not-sure");
// The n-th answer of device 1, as it goes over the wire.
std::string event_bytes(int number, const std::string& session = "late",
                        const std::string& use = "not-sure");
// Answers first..last to a session.
std::string batch(int first, int last, const std::string& session = "late");
Topic topic_of(const std::string& session);
// The n-th note of device 1, sealed to notes_key().
std::string note_bytes(int number, const std::string& session, const std::string& text);
Ledger ledger_of(int first, int last, const std::string& session = "late");

// Adds count answers to the books, numbered from first.
void add_answers(Books& books, int first, int count, const std::string& session,
                 const std::string& use);
// As their tablets' ledgers say, and every session closed: all that may be shown is.
void close_all(Books& books);
Books books_with_day();

// A key for notes that is the same every run, and how to open a store with it.
trust::NotesKeyPair notes_key();
CollectorStore::Opening opening(const TempFolder& folder, int new_id = 99);

// A collector on 127.0.0.1 that takes unpaired tablets, with the small day loaded.
class Running {
 public:
  explicit Running(const TempFolder& folder, const HttpLimits& limits = {},
                   Tablets tablets = Tablets::unpaired_too,
                   RouterOptions::PublicSchedule schedule = RouterOptions::PublicSchedule::shared);
  unsigned short port() const { return port_; }
  Service& service() { return *service_; }
  ManualClock& clock() { return clock_; }
  std::string bearer() const { return "Authorization: Bearer " + service_->admin_token(); }
  // What was logged so far, line by line.
  std::vector<std::string> logged() const;

 private:
  struct Book {
    std::mutex mutex;
    std::vector<std::string> lines;
  };
  std::shared_ptr<Book> book_ = std::make_shared<Book>();
  ManualClock clock_;
  std::unique_ptr<Service> service_;
  unsigned short port_ = 0;
};

}  // namespace lintel::collector
