/* Preloaded into a run: the n-th call that changes something below a folder fails, or the process is killed there.

   arm(n, how, folder): how > 0 is the errno that the call fails with; KILLED: killed before it; KILLED_AFTER: after it;
   INTERRUPTED: SIGINT before it. count(): the calls so far. n = 0 only counts. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { KILLED = -1, KILLED_AFTER = -2, INTERRUPTED = -3 };

static long wanted, seen;
static int manner, armed;
static char below[PATH_MAX];

void arm(long n, int how, const char *folder) {
    wanted = n; manner = how; seen = 0; armed = folder[0] != 0;
    strncpy(below, folder, sizeof below - 1);
}
long count(void) { return seen; }

static int ours(const char *path) {
    char whole[PATH_MAX];
    if (!armed || !path) return 0;
    if (path[0] != '/') {
        if (!getcwd(whole, sizeof whole)) return 0;
        path = whole;
    }
    return strncmp(path, below, strlen(below)) == 0;
}
static int ours_open(int handle) {
    char link[64], path[PATH_MAX];
    if (!armed) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return ours(path);
}
/* 1: the call fails; 2: it is made and the process killed after it. */
static int struck(int is_ours) {
    if (!is_ours || ++seen != wanted) return 0;
    if (manner == KILLED) kill(getpid(), SIGKILL);
    if (manner == INTERRUPTED) { raise(SIGINT); return 0; }
    if (manner == KILLED_AFTER) return 2;
    errno = manner;
    return 1;
}

#define CALL(type, name, declared, given, is_ours)                        \
    type name declared {                                                  \
        static type (*real) declared;                                     \
        if (!real) real = dlsym(RTLD_NEXT, #name);                        \
        int strike = struck(is_ours);                                     \
        if (strike == 1) return -1;                                       \
        type result = real given;                                         \
        if (strike == 2) kill(getpid(), SIGKILL);                         \
        return result;                                                    \
    }

CALL(ssize_t, write, (int handle, const void *data, size_t size), (handle, data, size), ours_open(handle))
CALL(ssize_t, pwrite64, (int handle, const void *data, size_t size, off64_t at), (handle, data, size, at), ours_open(handle))
CALL(ssize_t, sendfile64, (int to, int from, off64_t *at, size_t size), (to, from, at, size), ours_open(to))
CALL(int, fsync, (int handle), (handle), ours_open(handle))
CALL(int, ftruncate64, (int handle, off64_t size), (handle, size), ours_open(handle))
CALL(int, mkdir, (const char *path, mode_t mode), (path, mode), ours(path))
CALL(int, rmdir, (const char *path), (path), ours(path))
CALL(int, unlink, (const char *path), (path), ours(path))
CALL(int, unlinkat, (int at, const char *path, int flags), (at, path, flags), ours(path))
CALL(int, rename, (const char *old, const char *path), (old, path), ours(path))
CALL(int, renameat2, (int at, const char *old, int to, const char *path, unsigned flags), (at, old, to, path, flags), ours(path))
CALL(int, link, (const char *old, const char *path), (old, path), ours(path))
CALL(int, linkat, (int at, const char *old, int to, const char *path, int flags), (at, old, to, path, flags), ours(path))
CALL(int, symlink, (const char *old, const char *path), (old, path), ours(path))
CALL(int, chmod, (const char *path, mode_t mode), (path, mode), ours(path))
CALL(int, chown, (const char *path, uid_t user, gid_t group), (path, user, group), ours(path))
CALL(int, utimensat, (int at, const char *path, const struct timespec when[2], int flags), (at, path, when, flags), ours(path))

#define OPEN(name)                                                                     \
    int name(const char *path, int flags, ...) {                                       \
        static int (*real)(const char *, int, mode_t);                                 \
        if (!real) real = dlsym(RTLD_NEXT, #name);                                     \
        va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest); \
        int strike = struck((flags & (O_WRONLY | O_RDWR)) && ours(path));              \
        if (strike == 1) return -1;                                                    \
        int handle = real(path, flags, mode);                                          \
        if (strike == 2) kill(getpid(), SIGKILL);                                      \
        return handle;                                                                 \
    }
OPEN(open)
OPEN(open64)
