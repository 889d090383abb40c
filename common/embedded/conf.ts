/** The settings of the embedded server, as the file that a user finds in the data folder. */
export const CONF = `# Settings of walletmesh's embedded PostgreSQL.
# Written anew at each start: put settings of your own into custom.conf beside this file, which is read after it.

# Reached from this machine only, over TCP only. The port is given when the server is started.
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
password_encryption = 'scram-sha-256'

# What was acknowledged is on disk. Never switch these off: a payment would be lost in a crash of the machine.
fsync = on
synchronous_commit = on
full_page_writes = on

shared_buffers = 256MB

# No replicas and no archive, so the log carries what crash recovery needs and nothing more.
wal_level = minimal
max_wal_senders = 0
# Rare checkpoints, as each makes the next write of a page log the whole page.
max_wal_size = 4GB
checkpoint_timeout = 15min

# Statements here are short; compiling them costs more than it saves.
jit = off

timezone = 'UTC'
lc_messages = 'C'

# One file for each day of the week, emptied when its day comes again.
logging_collector = on
log_directory = '../log'
log_filename = 'server-%a.log'
log_rotation_age = 1d
log_rotation_size = 0
log_truncate_on_rotation = on
log_file_mode = 0600
# A failed statement is reported to who sent it, who logs it: here it would only fill the disk.
log_min_messages = log
`

/** Who may connect: this machine, with a password. */
export const HBA = `# Written by walletmesh when the cluster was made.
# TYPE  DATABASE  USER  ADDRESS       METHOD
host    all       all   127.0.0.1/32  scram-sha-256
`

/** The end of postgresql.conf. Paths are relative to that file, so the data folder can be moved. */
export const INCLUDES = `
include '../walletmesh.conf'
include_if_exists '../custom.conf'
`
