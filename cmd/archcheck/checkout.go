package main

import (
	"os"
	"path/filepath"
)

// checkout is the folder that a server has checked out, with symbolic links resolved, and where the working
// directory is in it. Without a repository it is the working directory itself.
func checkout() (root, folder string) {
	here, err := os.Getwd()
	if err != nil {
		return "", ""
	}
	if real, err := filepath.EvalSymlinks(here); err == nil {
		here = real
	}
	for root = here; ; root = filepath.Dir(root) {
		if _, err := os.Lstat(filepath.Join(root, ".git")); err == nil {
			break
		}
		if root == filepath.Dir(root) {
			return here, ""
		}
	}
	folder, err = filepath.Rel(root, here)
	if err != nil || folder == "." {
		return root, ""
	}
	return root, folder
}
