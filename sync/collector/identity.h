// Which certificate the collector shows: its own, made at the first start and kept in the data
// folder (tls.pem, 0600), or one that was given.
#pragma once

#include <string>

#include "shared/core/result.h"
#include "shared/core/time.h"
#include "sync/trust/certificate.h"

namespace lintel::collector {

// What this machine is called: its host name, its loopback names and the address listened on.
std::vector<std::string> names_of_this_machine(const std::string& listen_host);

// Every tablet has the pin of its key, so a second copy of the own one is kept (tls-copy.pem) and
// takes the place of one that is damaged, which is renamed; `notice` says so then. Error: corrupt
// or io, naming the file (own); those of load_certificate (given), and invalid when only one of the
// two files is.
Result<Certificate> own_identity(const std::string& data_folder, const std::string& listen_host,
                                 UtcTime now, std::string& notice);
Result<Certificate> given_identity(const std::string& certificate_file,
                                   const std::string& key_file);

}  // namespace lintel::collector
