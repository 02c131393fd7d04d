# What a desktop and a package manager make of us.
find_package(Python3 REQUIRED COMPONENTS Interpreter)

# packaging_test(NAME): tests/packaging/NAME.py
function(packaging_test name)
  add_test(NAME packaging.${name} COMMAND ${Python3_EXECUTABLE} "${CMAKE_CURRENT_SOURCE_DIR}/packaging/${name}.py" -v)
  set_tests_properties(packaging.${name} PROPERTIES TIMEOUT 300 COST 10 ENVIRONMENT
    "PYTHONDONTWRITEBYTECODE=1;WEIR_SOURCE=${PROJECT_SOURCE_DIR};WEIR_BUILD=${PROJECT_BINARY_DIR};WEIR_CMAKE=${CMAKE_COMMAND};WEIR_CPACK=${CMAKE_CPACK_COMMAND};WEIR_SAMPLE=${PROJECT_SOURCE_DIR}/resources/sample/lesson.pcapng")
endfunction()

packaging_test(static)
if(TARGET weir-cli AND NOT WEIR_SANITIZE)
  packaging_test(options)
  set_property(TEST packaging.options APPEND PROPERTY ENVIRONMENT "WEIR_CLI=$<TARGET_FILE:weir-cli>")
endif()
# The others need an installed window; sanitized programs are not for packages.
if(TARGET weir AND NOT WEIR_SANITIZE)
  packaging_test(desktop)
  packaging_test(deb)
endif()
