# The window's output is compared with the command line's, octet for octet.
if(TARGET test_ui AND TARGET weir-cli)
  target_compile_definitions(test_ui PRIVATE WEIR_CLI="$<TARGET_FILE:weir-cli>")
  add_dependencies(test_ui weir-cli)
endif()
# Look-ups need servers to ask.
if(TARGET test_ui AND TARGET weir_fake_lookups)
  target_link_libraries(test_ui PRIVATE weir_fake_lookups)
endif()
# The real program, watched from outside.
if(TARGET weir AND TARGET fakelookups)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  foreach(name connections walk)
    add_test(NAME ui.${name} COMMAND Python3::Interpreter "${CMAKE_CURRENT_LIST_DIR}/${name}.py" -v)
    set_tests_properties(ui.${name} PROPERTIES TIMEOUT 300 LABELS window ENVIRONMENT
      "PYTHONDONTWRITEBYTECODE=1;WEIR_WINDOW=$<TARGET_FILE:weir>;WEIR_FAKE_LOOKUPS=$<TARGET_FILE:fakelookups>;WEIR_SAMPLE=${PROJECT_SOURCE_DIR}/resources/sample/lesson.pcapng;WEIR_LESSON=${PROJECT_SOURCE_DIR}/tests/data/lookups")
  endforeach()
endif()
# From a packet to its octets on a real display, with the mouse.
if(TARGET weir AND NOT WEIR_SANITIZE)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  add_test(NAME ui.drilldown COMMAND Python3::Interpreter "${CMAKE_CURRENT_LIST_DIR}/drilldown.py" -v)
  set_tests_properties(ui.drilldown PROPERTIES TIMEOUT 300 LABELS window ENVIRONMENT
    "PYTHONDONTWRITEBYTECODE=1;WEIR=$<TARGET_FILE:weir>;WEIR_SAMPLE=${PROJECT_SOURCE_DIR}/resources/sample/lesson.pcapng")
endif()
# What a screen reader learns, in three languages.
if(TARGET weir AND TARGET weir-cli AND NOT WEIR_SANITIZE)
  find_package(Qt6 REQUIRED COMPONENTS LinguistTools)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  add_test(NAME ui.accessible COMMAND Python3::Interpreter "${CMAKE_CURRENT_LIST_DIR}/accessible.py" -v)
  set_tests_properties(ui.accessible PROPERTIES TIMEOUT 300 LABELS window ENVIRONMENT
    "PYTHONDONTWRITEBYTECODE=1;WEIR_WINDOW=$<TARGET_FILE:weir>;WEIR_CLI=$<TARGET_FILE:weir-cli>;LRELEASE=$<TARGET_FILE:Qt6::lrelease>;WEIR_TS=${PROJECT_SOURCE_DIR}/resources/translations/weir_de.ts;WEIR_SAMPLE=${PROJECT_SOURCE_DIR}/resources/sample/lesson.pcapng")
endif()
