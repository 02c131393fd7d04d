# What weir-cli hands over, end to end.
if(TARGET weir-cli)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  function(weir_cli_test name)
    add_test(NAME cli.${name} COMMAND ${Python3_EXECUTABLE} "${PROJECT_SOURCE_DIR}/tests/cli/${name}.py" -v)
    set_tests_properties(cli.${name} PROPERTIES TIMEOUT 300 LABELS cli ENVIRONMENT
      "PYTHONDONTWRITEBYTECODE=1;WEIR_CLI=$<TARGET_FILE:weir-cli>;WEIR_SAMPLE=${PROJECT_SOURCE_DIR}/resources/sample/lesson.pcapng")
  endfunction()
  weir_cli_test(handover)
  weir_cli_test(packets)
endif()
if(TARGET fakelookups)
  add_test(NAME cli.lookups COMMAND Python3::Interpreter "${CMAKE_CURRENT_SOURCE_DIR}/cli/lookups.py")
  set_tests_properties(cli.lookups PROPERTIES TIMEOUT 300 ENVIRONMENT
    "WEIR_CLI=$<TARGET_FILE:weir-cli>;WEIR_FAKE_LOOKUPS=$<TARGET_FILE:fakelookups>;WEIR_SAMPLE=${PROJECT_SOURCE_DIR}/resources/sample/lesson.pcapng;WEIR_TEST_DATA=${CMAKE_CURRENT_SOURCE_DIR}/data")
endif()
