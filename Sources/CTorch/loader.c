// SPDX-License-Identifier: Apache-2.0

#include "include/assay_torch_loader.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

const AssayTorchTable *assay_torch_current = NULL;

static const AssayTorchIdentity *loaded_identity = NULL;
static pthread_mutex_t load_lock = PTHREAD_MUTEX_INITIALIZER;

const char *assay_torch_signature(void) { return ASSAY_TORCH_SIGNATURE; }

static AssayTorchLoad refuse(
    AssayTorchLoad reason, char *message, size_t capacity, const char *text) {
  if (capacity > 0) snprintf(message, capacity, "%s", text);
  return reason;
}

AssayTorchLoad assay_torch_check(
    const AssayTorchIdentity *identity, char *message, size_t capacity) {
  if (identity == NULL || identity->table == NULL || identity->signature == NULL
      || identity->compiled_version == NULL || identity->running_version == NULL) {
    return refuse(AssayTorchLoadNotAShim, message, capacity, "it says nothing of itself");
  }
  if (strcmp(identity->signature, ASSAY_TORCH_SIGNATURE) != 0) {
    return refuse(
        AssayTorchLoadStale, message, capacity,
        "it was built from another list of operations than this program");
  }
  if (strcmp(identity->compiled_version, identity->running_version) != 0) {
    if (capacity > 0) {
      snprintf(
          message, capacity, "it was compiled against libtorch %s, but libtorch %s is loaded",
          identity->compiled_version, identity->running_version);
    }
    return AssayTorchLoadVersion;
  }
  return AssayTorchLoadOk;
}

AssayTorchLoad assay_torch_inspect(
    const char *path, const AssayTorchIdentity **identity, char *message, size_t capacity) {
  *identity = NULL;
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) {
    const char *reason = dlerror();
    return refuse(
        AssayTorchLoadFailed, message, capacity, reason ? reason : "no reason was given");
  }
  // A function pointer cannot be cast from `void *` in ISO C; a union says what is meant.
  union {
    void *symbol;
    AssayTorchEntry entry;
  } found = {.symbol = dlsym(library, ASSAY_TORCH_ENTRY)};
  if (found.symbol == NULL) {
    dlclose(library);
    return refuse(
        AssayTorchLoadNotAShim, message, capacity, "it lacks the symbol " ASSAY_TORCH_ENTRY);
  }
  // A refused shim stays mapped: libtorch does not survive being unloaded.
  *identity = found.entry();
  return assay_torch_check(*identity, message, capacity);
}

static AssayTorchLoad publish_shim(const char *path, char *message, size_t capacity) {
  const AssayTorchIdentity *identity = NULL;
  AssayTorchLoad verdict = assay_torch_inspect(path, &identity, message, capacity);
  if (verdict != AssayTorchLoadOk) return verdict;
  __atomic_store_n(&loaded_identity, identity, __ATOMIC_RELEASE);
  __atomic_store_n(&assay_torch_current, identity->table, __ATOMIC_RELEASE);
  return AssayTorchLoadOk;
}

AssayTorchLoad assay_torch_load(const char *path, char *message, size_t capacity) {
  pthread_mutex_lock(&load_lock);
  AssayTorchLoad result =
      assay_torch_table() != NULL ? AssayTorchLoadOk : publish_shim(path, message, capacity);
  pthread_mutex_unlock(&load_lock);
  return result;
}

const AssayTorchIdentity *assay_torch_loaded(void) {
  return __atomic_load_n(&loaded_identity, __ATOMIC_ACQUIRE);
}
