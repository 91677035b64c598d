# Sets imgui_source: Dear ImGui's folder. Normally .deps/imgui, the Debian source package that
# packaging/prepare-sources unpacked. Where no Debian archive could be reached (Ubuntu) it is a
# pinned upstream tag, accepted only if its files are those of the Debian package.
set(imgui_source "${LINTEL_DEPS}/imgui")
if(EXISTS "${imgui_source}/imgui.cpp")
  return()
endif()
if(NOT EXISTS "${LINTEL_DEPS}/imgui-from-upstream")
  message(FATAL_ERROR "Dear ImGui is not in ${imgui_source}: run packaging/bootstrap first.")
endif()

include(FetchContent)
set(FETCHCONTENT_QUIET OFF)
FetchContent_Declare(imgui
  GIT_REPOSITORY https://github.com/ocornut/imgui.git
  GIT_TAG v1.92.2b
  GIT_SHALLOW ON)
FetchContent_MakeAvailable(imgui)
set(imgui_source "${imgui_SOURCE_DIR}")

function(lintel_expect_file path expected)
  file(SHA256 "${imgui_source}/${path}" actual)
  if(NOT actual STREQUAL expected)
    message(FATAL_ERROR "${imgui_source}/${path} is not the file that Dear ImGui 1.92.2b has.")
  endif()
endfunction()
lintel_expect_file(imconfig.h
  a92534d918030048328fffcf0a50236b8c05f79558355b37e34b664e13c71091)
lintel_expect_file(imgui.h
  3a9cc7043ce915a47735002f38388c364a697da80773426b3cdeded9dcadd9b6)
lintel_expect_file(imgui.cpp
  ed3957012d62a4e6444ccb0b02c163da8938734b2f735832ec4124fb41a8cc89)
lintel_expect_file(imgui_draw.cpp
  66c8cbf7bec88cd1ee52abb14b47a8356484af1cf4b9a7a4def40df3ebdf7cde)
lintel_expect_file(imgui_internal.h
  4753615ab93b8dc70b5732589b96fa9f477827c1841ad530063faa9556bd0498)
lintel_expect_file(imgui_tables.cpp
  1352614888cbd8287df2f4fd65bedb92191cdb72d580d1b9fcf77187b42ed0d0)
lintel_expect_file(imgui_widgets.cpp
  6ab702d37e257206a84db2fbe15d3bc07c924e64005b5ffcee45343e1a488668)
lintel_expect_file(imstb_rectpack.h
  2efa3d5f7d003c19743b15155dad9f46d9f9fc783a18893d703b431d3c990972)
lintel_expect_file(imstb_textedit.h
  10777411bf758908aadaf7d73d4710d6ba0464f332f0015db9d1444c19456e6a)
lintel_expect_file(imstb_truetype.h
  88f0a25e27f5eefd6ec50c42fc5fe3026aa8170603efa08aa18d622db8660923)
lintel_expect_file(backends/imgui_impl_glfw.h
  112483b1ad9b41ac4b715f21dd313fdff177935b152ad7392d6d944011236bc8)
lintel_expect_file(backends/imgui_impl_glfw.cpp
  764e9d6c7709ea1a870d8d9b7f3f2f9c9d1a3e25b586639e3cd83fe7d762a24a)
lintel_expect_file(backends/imgui_impl_opengl3.h
  d70bf0cfe8254b06574ec20ae2353bd7517c2650a366248f73b71b1c1a5f925f)
lintel_expect_file(backends/imgui_impl_opengl3.cpp
  bbeca1010a156a156fdd1fd5b7c767f82489266a0f157082f2dd739a786d30aa)
lintel_expect_file(backends/imgui_impl_opengl3_loader.h
  20b59c6e3182d62ec93b5b0500ba7680a7ca82d7cb5a6b5e8b468d1cccfea87e)
