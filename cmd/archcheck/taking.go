package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/config"
	"github.com/archcheck/archcheck/internal/near"
)

// taking is what a command or a flag takes, and how one comes by it.
type taking struct {
	natures []nature
	hint    string
}

const planHint = "run `terraform show -json PLANFILE > tfplan.json` and give archcheck that file"

func takesPlans() taking {
	return taking{[]nature{planFile, stateFile, zipFile}, planHint}
}

func takesInputs() taking {
	return taking{append(takesPlans().natures, snapshotFile), planHint}
}

func takesSnapshots() taking {
	return taking{[]nature{snapshotFile}, "`archcheck collect FILE -o snapshot.json` writes a snapshot"}
}

func takesReports() taking {
	return taking{[]nature{reportFile}, "`archcheck plan FILE --format json=report.json` writes a report"}
}

func takesSides() taking {
	return taking{append(takesInputs().natures, reportFile), "give a report, a snapshot or a plan"}
}

func takesArchitectures() taking {
	return taking{[]nature{architectureFile}, "`archcheck init` writes a documented architecture to start from"}
}

func takesMarkdown() taking {
	return taking{[]nature{markdownFile}, "write the architecture in Markdown; `archcheck document --phrases` says how"}
}

func takesConfigs() taking {
	return taking{
		[]nature{settingsFile, emptyFile},
		"the keys of a configuration are " + strings.Join(config.Keys(), ", "),
	}
}

func takesPrices() taking {
	return taking{[]nature{pricesFile}, "`archcheck prices update -o FILE` writes a price book"}
}

func takesSources() taking {
	return taking{[]nature{zipFile}, "name the folder that `terraform plan` ran in, or its plan file"}
}

// recognize tells what a file is, or says it of one that is not taken. What nothing tells is left to its reader.
func (t taking) recognize(data []byte) (nature, error) {
	if t.takes(planFile) && firstMember(data) == "format_version" {
		return planFile, nil // a plan can be too big to look at the whole of it twice
	}
	text, err := read.Text(data)
	if err != nil {
		return unknownFile, err
	}
	n := natureOf(text)
	switch {
	case t.takes(n):
		return n, n.unambiguous(text)
	case n != unknownFile:
		return n, errors.New(t.sentence(n))
	case !t.takes(planFile):
		return n, read.Foreign(membersOf(text))
	}
	return n, nil
}

// sentence says what was given, what takes it, and how to come by what was wanted. Who wants a plan comes by it
// from what was given.
func (t taking) sentence(n nature) string {
	next := n.next()
	if next == "" || !t.takes(planFile) {
		next = strings.TrimPrefix(next+"; "+t.hint, "; ")
	}
	return "this is " + string(n) + "; " + next
}

func (t taking) takes(n nature) bool { return slices.Contains(t.natures, n) }

// file reads a file that is taken, as UTF-8.
func (t taking) file(name string, read *inputs) ([]byte, error) {
	if n := natureOfFolder(name); n != unknownFile {
		return nil, fmt.Errorf("%s: %s", name, t.sentence(n))
	}
	data, err := read.file(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w%s", err, cmp.Or(nearFile(name), "; "+t.hint))
	}
	if err != nil {
		return nil, err
	}
	return t.text(name, data)
}

// nearFile asks for a file of the same folder that was probably meant.
func nearFile(name string) string {
	folder, base := filepath.Split(name)
	entries, err := os.ReadDir(cmp.Or(folder, "."))
	if err != nil {
		return ""
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if one := near.Name(base, names); one != "" {
		return near.Ask(folder + one)
	}
	return ""
}

// input is file, but - is standard input.
func (t taking) input(name string, s streams) ([]byte, error) {
	if name != "-" {
		return t.file(name, s.read)
	}
	data, err := s.read.stream(s.in)
	if err != nil {
		return nil, err
	}
	return t.text(displayName(name), data)
}

// text is what was read as UTF-8, if it is taken. Plans are kept as they are: their digest is that of their bytes.
func (t taking) text(name string, data []byte) ([]byte, error) {
	n, err := t.recognize(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if t.takes(planFile) && n != snapshotFile && n != reportFile {
		return data, nil
	}
	return read.Text(data)
}

// natureOfFolder tells what a folder is by what is in it; unknown for what is none.
func natureOfFolder(name string) nature {
	if info, err := os.Stat(name); err != nil || !info.IsDir() {
		return unknownFile
	}
	for _, known := range []struct {
		pattern string
		nature  nature
	}{{"*.tf", terraformFolder}, {"*.rego", policyFolder}, {"*/*.rego", policyFolder}, {"*/*/*.rego", policyFolder}} {
		if found, err := filepath.Glob(filepath.Join(name, known.pattern)); err == nil && len(found) > 0 {
			return known.nature
		}
	}
	return plainFolder
}

// folder says what is given where a folder is wanted.
func (t taking) folder(name string) error {
	info, err := os.Stat(name)
	if err != nil || info.IsDir() {
		return err
	}
	data, err := readBounded(name)
	if err != nil {
		return err
	}
	if _, err := t.recognize(data); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return fmt.Errorf("%s is no folder; %s", name, t.hint)
}

func takesPolicies() taking {
	return taking{nil, "give the folder of policies; `archcheck new rule` writes one"}
}
