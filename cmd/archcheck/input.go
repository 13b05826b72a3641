package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"

	"github.com/archcheck/archcheck/internal/model"
)

// collectInput reads what a question is asked about: plans and states, which are one, or a snapshot,
// told apart by their content, or accounts when they are named.
func collectInput(
	ctx context.Context,
	files []string,
	o *settings,
	w *where,
	s streams,
) ([]*model.Architecture, error) {
	if w.isSet() || len(files) != 1 {
		return collectAny(ctx, files, o, w, s)
	}
	data, err := takesInputs().input(files[0], s)
	if err != nil {
		return nil, err
	}
	if isSnapshot(data) {
		return model.DecodeAll(data)
	}
	return plansOf(ctx, [][]byte{data}, files, o, s)
}

// isSnapshot looks at the whole of a document only if it does not begin as Terraform's do.
func isSnapshot(data []byte) bool {
	return firstMember(data) != "format_version" && natureOf(data) == snapshotFile
}

// firstMember is the name of an object's first member, empty for everything else.
func firstMember(data []byte) string {
	d := json.NewDecoder(bytes.NewReader(data))
	if open, err := d.Token(); err != nil || open != json.Delim('{') {
		return ""
	}
	name, err := d.Token()
	if text, ok := name.(string); ok && err == nil {
		return text
	}
	return ""
}

// errNothing says that a source has nothing to ask about.
func errNothing() error {
	return errors.New(
		"there is no component to ask about: neither load balancer, service, database nor cache was found",
	)
}
