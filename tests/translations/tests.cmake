# What the windows say in other languages.
find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME translations.selftest COMMAND Python3::Interpreter "${CMAKE_CURRENT_LIST_DIR}/check.py" --selftest)
set_tests_properties(translations.selftest PROPERTIES LABELS static)
if(TARGET weir)
  add_test(NAME translations.check COMMAND Python3::Interpreter "${CMAKE_CURRENT_LIST_DIR}/check.py" "${WEIR_LUPDATE}" $<TARGET_FILE:weir-cli>)
  set_tests_properties(translations.check PROPERTIES LABELS static)
endif()
