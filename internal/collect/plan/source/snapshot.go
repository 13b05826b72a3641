package source

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
)

// Snapshot is the configuration that a plan file carries: every file of every module as it was
// when the plan was made. Terraform and OpenTofu write it alike.
type Snapshot struct {
	// modules are by their key, the names of the calls joined by dots, empty for the root.
	modules map[string]*snapshotModule
	// Tofu says that the providers come from OpenTofu's registry.
	Tofu bool
	// plan is the member that holds the plan itself.
	plan *zip.File
}

type snapshotModule struct {
	dir   string
	files []text
}

// The bounds of what a plan file may hold; the names are those of Terraform's planfile package.
const (
	planMember      = "tfplan"
	lockMember      = ".terraform.lock.hcl"
	configPrefix    = "tfconfig/"
	manifestMember  = configPrefix + "modules.json"
	modulePrefix    = configPrefix + "m-"
	mostSnapshot    = 64 << 20
	mostMembers     = 50_000
	tofuRegistry    = "registry.opentofu.org/"
	howToShow       = "run `terraform show -json PLANFILE > tfplan.json` and give archcheck that file"
	damagedPlanFile = "the plan file is truncated or damaged"
)

// ErrNotInSnapshot says that a function reads a file that plan files do not carry, and that no
// folder beside it is known to hold.
var ErrNotInSnapshot = errors.New("a plan file carries no other files than those of the configuration")

// IsTofu reports whether a lock file or a plan's configuration takes its providers from OpenTofu's registry.
func IsTofu(data []byte) bool { return bytes.Contains(data, []byte(tofuRegistry)) }

// ReadSnapshot reads the configuration out of a plan file, a zip. Nothing is written to disk.
func ReadSnapshot(data []byte) (*Snapshot, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("%s (%w): write it again with `terraform plan -out`", damagedPlanFile, err)
	}
	if len(archive.File) > mostMembers {
		return nil, fmt.Errorf("the plan file has %d members, more than %d: that is no plan of Terraform",
			len(archive.File), mostMembers)
	}
	r := &snapshotReader{left: mostSnapshot, contents: map[string][]byte{}}
	for _, member := range archive.File {
		if err := r.take(member); err != nil {
			return nil, err
		}
	}
	return r.snapshot()
}

// snapshotReader reads members until a plan file is bigger than any.
type snapshotReader struct {
	left     int64
	contents map[string][]byte
	order    []string
	plan     *zip.File
}

// take reads one member, if it is of the configuration or the lock file.
func (r *snapshotReader) take(member *zip.File) error {
	if member.Name == planMember && r.plan == nil {
		r.plan = member
	}
	if member.Name != lockMember && !strings.HasPrefix(member.Name, configPrefix) {
		return nil
	}
	if r.contents[member.Name] != nil {
		return fmt.Errorf("the plan file has two members %q: Terraform writes each once", member.Name)
	}
	if !isPlain(member) {
		return fmt.Errorf("the plan file has a member %q that is no plain file of a configuration", member.Name)
	}
	content, err := r.read(member)
	if err != nil {
		return err
	}
	r.contents[member.Name], r.order = content, append(r.order, member.Name)
	return nil
}

// isPlain reports whether a member is a file below the configuration, whatever reads the zip.
func isPlain(member *zip.File) bool {
	return member.Mode()&fs.ModeType == 0 && path.Clean(member.Name) == member.Name &&
		!strings.Contains(member.Name, `\`)
}

// read does not trust the sizes that the archive claims.
func (r *snapshotReader) read(member *zip.File) ([]byte, error) {
	stream, err := member.Open()
	if err != nil {
		return nil, fmt.Errorf(
			"%s (%s: %w): write it again with `terraform plan -out`",
			damagedPlanFile,
			member.Name,
			err,
		)
	}
	defer func() { _ = stream.Close() }()
	most := min(r.left, mostFile)
	content, err := io.ReadAll(io.LimitReader(stream, most+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf(
			"%s (%s: %w): write it again with `terraform plan -out`",
			damagedPlanFile,
			member.Name,
			err,
		)
	case int64(len(content)) > most:
		return nil, fmt.Errorf("%s in the plan file is bigger than archcheck reads (%d bytes a file, %d in all)",
			member.Name, mostFile, mostSnapshot)
	}
	r.left -= int64(len(content))
	return content, nil
}

func (r *snapshotReader) snapshot() (*Snapshot, error) {
	if r.plan == nil {
		return nil, fmt.Errorf("this zip is no plan file of Terraform or OpenTofu: it has no member %s", planMember)
	}
	var manifest []struct{ Key, Dir string }
	if err := json.Unmarshal(r.contents[manifestMember], &manifest); err != nil {
		return nil, fmt.Errorf(
			"%s (%s: %w): write it again with `terraform plan -out`",
			damagedPlanFile,
			manifestMember,
			err,
		)
	}
	s := &Snapshot{modules: map[string]*snapshotModule{}, plan: r.plan}
	s.Tofu = IsTofu(r.contents[lockMember])
	for _, m := range manifest {
		s.modules[m.Key] = &snapshotModule{dir: m.Dir}
	}
	for _, name := range r.order {
		rest, ok := strings.CutPrefix(name, modulePrefix)
		key, file, below := strings.Cut(rest, "/")
		if m := s.modules[key]; ok && below && m != nil && !strings.Contains(file, "/") {
			m.files = append(m.files, text{path.Join(m.dir, file), r.contents[name]})
		}
	}
	if s.modules[""] == nil || len(s.modules[""].files) == 0 {
		return nil, errors.New("the plan file carries no configuration; " + howToShow)
	}
	return s, nil
}
