# Programs that make and measure large captures; scripts/bench runs them. They link nothing but core and its tests' support.
add_executable(weir-bench-capture bench/capture.cpp)
target_link_libraries(weir-bench-capture PRIVATE weir_test_support)
add_executable(weir-bench-pcaploop bench/pcaploop.cpp)
target_link_libraries(weir-bench-pcaploop PRIVATE weir_options pcap)
