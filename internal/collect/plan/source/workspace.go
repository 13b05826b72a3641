package source

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
)

// Field numbers of the plan in a plan file: of its backend, and of the workspace in that.
// https://github.com/hashicorp/terraform/blob/v1.11.4/internal/plans/planproto/planfile.proto
const (
	backendField   = 13
	workspaceField = 3
	// mostName is how long the name of a workspace or the settings of a backend may be.
	mostName = 1 << 16
)

// Workspace is what terraform.workspace was when the plan was made; empty where the plan file does not tell. It is
// the only thing that is read of the plan itself, which shows the rest as JSON.
func (s *Snapshot) Workspace() string {
	if s == nil || s.plan == nil {
		return ""
	}
	stream, err := s.plan.Open()
	if err != nil {
		return ""
	}
	defer func() { _ = stream.Close() }()
	backend := lengthed(bufio.NewReader(io.LimitReader(stream, mostSnapshot)), backendField)
	return string(lengthed(bufio.NewReader(bytes.NewReader(backend)), workspaceField))
}

// lengthed finds the first field of a number in a message of protocol buffers, if it is bytes; nil where it is not
// there, or what is read is no such message. What is before it is skipped, not held.
// https://protobuf.dev/programming-guides/encoding
func lengthed(message *bufio.Reader, number uint64) []byte {
	for {
		tag, err := binary.ReadUvarint(message)
		if err != nil {
			return nil
		}
		n, ok := sizeOfField(message, tag&7)
		if !ok {
			return nil
		}
		if tag>>3 == number && tag&7 == 2 && n <= mostName {
			value := make([]byte, n)
			if _, err := io.ReadFull(message, value); err != nil {
				return nil
			}
			return value
		}
		if _, err := message.Discard(n); err != nil {
			return nil
		}
	}
}

// sizeOfField is how many bytes of a field follow, by its wire type; a number that is written out is behind it.
func sizeOfField(message *bufio.Reader, wire uint64) (size int, ok bool) {
	switch wire {
	case 0:
		_, err := binary.ReadUvarint(message)
		return 0, err == nil
	case 1:
		return 8, true
	case 2:
		n, err := binary.ReadUvarint(message)
		return int(min(n, mostSnapshot)), err == nil && n < mostSnapshot
	case 5:
		return 4, true
	}
	return 0, false
}
