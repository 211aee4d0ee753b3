/* Preloaded into the program: disk and clock faults as the lines of a file say, read at each call.
 *
 *   hang PART        fsync of files whose path contains PART waits until the line is gone
 *   slow MS PART     it takes so many milliseconds
 *   full PART        writing to such regular files finds no room
 *   clock SECONDS    the clock is off by so much
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static size_t rules(char *text, size_t size) {
    const char *name = getenv("KMTUI_DISK_FAULTS");
    int file = name ? (int)syscall(SYS_openat, AT_FDCWD, name, O_RDONLY | O_CLOEXEC) : -1;
    long length = file < 0 ? 0 : syscall(SYS_read, file, text, size - 1);
    if (file >= 0) syscall(SYS_close, file);
    text[length > 0 ? length : 0] = 0;
    return length > 0 ? (size_t)length : 0;
}

static int path_of(int file, char *path, size_t size) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, size - 1);
    path[length > 0 ? length : 0] = 0;
    return length > 0;
}

/* The milliseconds that fsync of this file takes: -1 for ever, 0 as usual. */
static long delay_of(int file) {
    char text[4096], path[4096], *rest = text;
    if (!rules(text, sizeof text) || !path_of(file, path, sizeof path)) return 0;
    for (char *line; (line = strsep(&rest, "\n"));) {
        long ms;
        int at = 0;
        if (!strncmp(line, "hang ", 5) && strstr(path, line + 5)) return -1;
        if (sscanf(line, "slow %ld %n", &ms, &at) == 1 && at && strstr(path, line + at)) return ms;
    }
    return 0;
}

static void wait_for_disk(int file) {
    struct timespec turn = {0, 20 * 1000 * 1000};
    long ms = delay_of(file);
    if (ms > 0) {
        struct timespec slow = {ms / 1000, ms % 1000 * 1000000};
        nanosleep(&slow, NULL);
    }
    while (ms < 0) {
        nanosleep(&turn, NULL);
        ms = delay_of(file);
    }
}

static int is_full(int file) {
    char text[4096], path[4096], *rest = text;
    struct stat found;
    if (!rules(text, sizeof text)) return 0;
    if (fstat(file, &found) || !S_ISREG(found.st_mode) || !path_of(file, path, sizeof path)) return 0;
    for (char *line; (line = strsep(&rest, "\n"));)
        if (!strncmp(line, "full ", 5) && strstr(path, line + 5)) return 1;
    return 0;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define NO_ROOM(file) if (is_full(file)) { errno = ENOSPC; return -1; }

int fsync(int file) { wait_for_disk(file); return REAL(fsync)(file); }
int fdatasync(int file) { wait_for_disk(file); return REAL(fdatasync)(file); }

ssize_t write(int file, const void *data, size_t size) {
    NO_ROOM(file)
    return REAL(write)(file, data, size);
}
ssize_t pwrite(int file, const void *data, size_t size, off_t at) {
    NO_ROOM(file)
    return REAL(pwrite)(file, data, size, at);
}
ssize_t pwrite64(int file, const void *data, size_t size, off64_t at) {
    NO_ROOM(file)
    return REAL(pwrite64)(file, data, size, at);
}
ssize_t writev(int file, const struct iovec *parts, int count) {
    NO_ROOM(file)
    return REAL(writev)(file, parts, count);
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    int done = (int)syscall(SYS_clock_gettime, clock, now);
    char text[4096], *rest = text;
    if (clock == CLOCK_REALTIME && rules(text, sizeof text))
        for (char *line; (line = strsep(&rest, "\n"));)
            if (!strncmp(line, "clock ", 6)) now->tv_sec += atol(line + 6);
    return done;
}
