# The oracles and the makers of compressed fixtures.
if(TARGET test_capture)
  target_link_libraries(test_capture PRIVATE pcap z zstd lz4)
endif()
