# Fake servers for lookups: a library for the tests of core/enrich, and a program for tests from outside.
if(TARGET weir_enrich_queue)
  find_package(Qt6 REQUIRED COMPONENTS Network)
  set(fakelookups "${CMAKE_CURRENT_SOURCE_DIR}/support/fakelookups")
  add_library(weir_fake_lookups STATIC "${fakelookups}/fakeserver.h" "${fakelookups}/fakeserver.cpp"
    "${fakelookups}/fixtures.h" "${fakelookups}/fixtures.cpp"
    "${fakelookups}/lessonservers.h" "${fakelookups}/lessonservers.cpp")
  set_target_properties(weir_fake_lookups PROPERTIES AUTOMOC ON)
  target_include_directories(weir_fake_lookups PUBLIC "${PROJECT_SOURCE_DIR}/tests")
  target_link_libraries(weir_fake_lookups PUBLIC weir_enrich_queue Qt6::Network)
  add_executable(fakelookups "${fakelookups}/main.cpp")
  target_link_libraries(fakelookups PRIVATE weir_fake_lookups)
  add_dependencies(unit_tests fakelookups)
  if(TARGET test_enrich)
    target_link_libraries(test_enrich PRIVATE weir_fake_lookups)
  endif()
endif()
