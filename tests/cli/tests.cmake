# What weir-cli hands over, end to end.
if(TARGET weir-cli)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  function(weir_cli_test name)
    add_test(NAME cli.${name} COMMAND ${Python3_EXECUTABLE} "${PROJECT_SOURCE_DIR}/tests/cli/${name}.py" -v)
    set_tests_properties(cli.${name} PROPERTIES TIMEOUT 300 LABELS cli ENVIRONMENT
      "PYTHONDONTWRITEBYTECODE=1;WEIR_CLI=$<TARGET_FILE:weir-cli>;WEIR_SAMPLE=${PROJECT_SOURCE_DIR}/resources/sample/lesson.pcapng")
  endfunction()
  weir_cli_test(handover)
endif()
