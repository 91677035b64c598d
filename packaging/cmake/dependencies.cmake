# System packages, and the two that bootstrap puts into .deps when the distribution's are too old:
# Catch2 v3 (a backport) and the Dear ImGui source (the newest Debian source package).
set(LINTEL_DEPS "${PROJECT_SOURCE_DIR}/.deps" CACHE PATH "What packaging/bootstrap prepared")
list(PREPEND CMAKE_PREFIX_PATH "${LINTEL_DEPS}/catch2/usr")

find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(CURL REQUIRED)
find_package(SQLite3 3.40 REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(CLI11 REQUIRED)
find_package(spdlog REQUIRED)
find_package(date REQUIRED)
find_package(ZLIB REQUIRED)
find_package(PNG REQUIRED)
find_package(X11 REQUIRED)
find_package(Boost 1.74 REQUIRED COMPONENTS locale)
find_package(glfw3 3.3.8 REQUIRED)
find_package(OpenGL REQUIRED COMPONENTS OpenGL)
find_package(Catch2 3 REQUIRED)
find_package(Gettext REQUIRED)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(qrencode REQUIRED IMPORTED_TARGET libqrencode)
pkg_check_modules(fontconfig REQUIRED IMPORTED_TARGET fontconfig)
pkg_check_modules(libical REQUIRED IMPORTED_TARGET libical)
pkg_check_modules(libzip REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(pugixml REQUIRED IMPORTED_TARGET pugixml)
find_library(CSV_LIBRARY csv REQUIRED)

# Dear ImGui is source to us, so that sanitizers and its font loader see the same flags.
include(imgui)
add_library(lintel_imgui STATIC
  ${imgui_source}/imgui.cpp ${imgui_source}/imgui_draw.cpp
  ${imgui_source}/imgui_tables.cpp ${imgui_source}/imgui_widgets.cpp)
target_include_directories(lintel_imgui SYSTEM PUBLIC ${imgui_source} ${imgui_source}/backends)
target_compile_definitions(lintel_imgui PUBLIC
  IMGUI_USE_WCHAR32 IMGUI_DISABLE_OBSOLETE_FUNCTIONS IMGUI_DISABLE_DEMO_WINDOWS)
target_compile_features(lintel_imgui PUBLIC cxx_std_20)

# The renderer alone: window and finger are kiosk/platform's own (imgui_impl_glfw would report a
# resting pointer as a hover).
add_library(lintel_imgui_gl STATIC ${imgui_source}/backends/imgui_impl_opengl3.cpp)
target_link_libraries(lintel_imgui_gl PUBLIC lintel_imgui PRIVATE ${CMAKE_DL_LIBS})
