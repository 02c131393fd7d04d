# Installer for Windows: start menu, and the captures' file types offered to Weir without taking them from another program.
# UNTESTED: written from the documentation of CPack and of Windows file associations, never built.
set(CPACK_GENERATOR NSIS)
set(CPACK_NSIS_DISPLAY_NAME Weir)
set(CPACK_NSIS_INSTALLED_ICON_NAME "bin\\\\weir.exe")
set(CPACK_NSIS_ENABLE_UNINSTALL_BEFORE_INSTALL ON)
set(CPACK_NSIS_MODIFY_PATH OFF)
set(CPACK_PACKAGE_EXECUTABLES weir Weir)
set(CPACK_NSIS_EXTRA_INSTALL_COMMANDS [[
  WriteRegStr HKLM 'Software\\Classes\\Weir.Capture.1' '' 'Packet capture'
  WriteRegStr HKLM 'Software\\Classes\\Weir.Capture.1\\DefaultIcon' '' '$INSTDIR\\bin\\weir.exe,0'
  WriteRegStr HKLM 'Software\\Classes\\Weir.Capture.1\\shell\\open\\command' '' '\"$INSTDIR\\bin\\weir.exe\" \"%1\"'
  WriteRegStr HKLM 'Software\\Classes\\.pcapng\\OpenWithProgids' 'Weir.Capture.1' ''
  WriteRegStr HKLM 'Software\\Classes\\.pcap\\OpenWithProgids' 'Weir.Capture.1' ''
  WriteRegStr HKLM 'Software\\Classes\\.cap\\OpenWithProgids' 'Weir.Capture.1' ''
  WriteRegStr HKLM 'Software\\Classes\\Applications\\weir.exe\\SupportedTypes' '.pcapng' ''
  WriteRegStr HKLM 'Software\\Classes\\Applications\\weir.exe\\SupportedTypes' '.pcap' ''
  WriteRegStr HKLM 'Software\\Classes\\Applications\\weir.exe\\SupportedTypes' '.cap' ''
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
]])
set(CPACK_NSIS_EXTRA_UNINSTALL_COMMANDS [[
  DeleteRegKey HKLM 'Software\\Classes\\Weir.Capture.1'
  DeleteRegKey HKLM 'Software\\Classes\\Applications\\weir.exe'
  DeleteRegValue HKLM 'Software\\Classes\\.pcapng\\OpenWithProgids' 'Weir.Capture.1'
  DeleteRegValue HKLM 'Software\\Classes\\.pcap\\OpenWithProgids' 'Weir.Capture.1'
  DeleteRegValue HKLM 'Software\\Classes\\.cap\\OpenWithProgids' 'Weir.Capture.1'
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
]])
