# What the windows say in other languages.
find_package(Qt6 REQUIRED COMPONENTS LinguistTools)
find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME translations.selftest COMMAND Python3::Interpreter "${CMAKE_CURRENT_LIST_DIR}/check.py" --selftest)
set_tests_properties(translations.selftest PROPERTIES LABELS static)
if(TARGET Qt6::lupdate)
  add_test(NAME translations.check COMMAND Python3::Interpreter "${CMAKE_CURRENT_LIST_DIR}/check.py" $<TARGET_FILE:Qt6::lupdate> $<TARGET_FILE:weir-cli>)
  set_tests_properties(translations.check PROPERTIES LABELS static)
endif()
