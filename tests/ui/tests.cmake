# The window's output is compared with the command line's, octet for octet.
if(TARGET test_ui AND TARGET weir-cli)
  target_compile_definitions(test_ui PRIVATE WEIR_CLI="$<TARGET_FILE:weir-cli>")
  add_dependencies(test_ui weir-cli)
endif()
# Look-ups need servers to ask.
if(TARGET test_ui AND TARGET weir_fake_lookups)
  target_link_libraries(test_ui PRIVATE weir_fake_lookups)
endif()
