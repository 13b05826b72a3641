package model

// Encrypted is a noun that a key encrypts.
type Encrypted interface {
	Noun
	// EncryptionKey is the id of the customer's key, empty for one of AWS's.
	EncryptionKey() *Value[string]
}

// EncryptionKey implements Encrypted.
func (d *Database) EncryptionKey() *Value[string] { return &d.KMSKey }

// EncryptionKey implements Encrypted.
func (k *Cache) EncryptionKey() *Value[string] { return &k.KMSKey }

// EncryptionKey implements Encrypted.
func (b *Bucket) EncryptionKey() *Value[string] { return &b.KMSKey }

// EncryptionKey implements Encrypted.
func (q *Queue) EncryptionKey() *Value[string] { return &q.KMSKey }

// EncryptionKey implements Encrypted.
func (t *Table) EncryptionKey() *Value[string] { return &t.KMSKey }

// EncryptionKey implements Encrypted.
func (f *FileSystem) EncryptionKey() *Value[string] { return &f.KMSKey }

// EncryptionKey implements Encrypted.
func (t *Topic) EncryptionKey() *Value[string] { return &t.KMSKey }

// EachEncrypted visits what a key encrypts.
func (a *Architecture) EachEncrypted(visit func(noun Encrypted)) {
	a.Each(func(_ string, noun Noun) {
		if encrypted, ok := noun.(Encrypted); ok {
			visit(encrypted)
		}
	})
}
