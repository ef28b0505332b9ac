"""By whose word the database is believed: real handshakes with a server that speaks PostgreSQL's TLS."""

import json
import socket
import ssl
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import certifi
import psycopg2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from core.kit import settings

HOST = "localhost"
SSL_REQUEST = b"\x00\x00\x00\x08\x04\xd2\x16\x2f"


def make_certificate(folder: Path, name: str) -> Path:
    """A server's certificate that is its own authority; returns the file with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{name}.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM) + private)
    return file


class Server:
    """Answers a request for TLS, shakes hands, and notes who logs in."""

    def __init__(self, certificate: Path) -> None:
        self.trusted = threading.Event()
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(certificate)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        connection, _ = self._listener.accept()
        assert connection.recv(8) == SSL_REQUEST
        connection.sendall(b"S")
        try:
            with self._context.wrap_socket(connection, server_side=True) as secured:
                if secured.recv(1024):  # the name of who logs in: only to a server that is believed
                    self.trusted.set()
        except OSError:
            pass
        self._listener.close()


@pytest.fixture
def connect(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[bool, str]]:
    """Connects as the functions do; says whether the server was believed, and what was said."""

    def run(server: Server, **environment: str) -> tuple[bool, str]:
        secret = {"host": HOST, "port": server.port, "dbname": "d", "username": "u"}
        text = json.dumps(secret | {"password": "p"})
        for name in ("DATABASE_SSLMODE", "DATABASE_ROOT_CERTIFICATES"):
            monkeypatch.delenv(name, raising=False)
        for name, value in {"DATABASE_SECRET_ID": "x", **environment}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(
            "aws_lambda_powertools.utilities.parameters.get_secret",
            lambda *_, transform=None, **__: json.loads(text) if transform else text,
        )
        url = settings.read_database_url().set(drivername="postgresql")
        with pytest.raises(psycopg2.OperationalError) as refused:
            psycopg2.connect(url.render_as_string(hide_password=False), connect_timeout=5)
        return server.trusted.wait(0.5), str(refused.value)

    return run


def test_a_server_whose_certificate_fits_is_believed(connect, tmp_path):
    certificate = make_certificate(tmp_path, HOST)
    trusted, _ = connect(Server(certificate), DATABASE_ROOT_CERTIFICATES=str(certificate))
    assert trusted


def test_a_server_of_an_unknown_authority_is_not_believed(connect, tmp_path):
    trusted, said = connect(Server(make_certificate(tmp_path, HOST)))
    assert not trusted
    assert "certificate verify failed" in said


def test_a_server_of_another_name_is_not_believed(connect, tmp_path):
    certificate = make_certificate(tmp_path, "other.example")
    trusted, said = connect(Server(certificate), DATABASE_ROOT_CERTIFICATES=str(certificate))
    assert not trusted
    assert "does not match host name" in said


def test_whoever_answers_is_believed_only_where_a_setting_says_so(connect, tmp_path):
    trusted, _ = connect(Server(make_certificate(tmp_path, HOST)), DATABASE_SSLMODE="require")
    assert trusted


def test_the_public_authorities_hold_amazons_own():
    """RDS Proxy shows a certificate of theirs."""
    context = ssl.create_default_context(cafile=certifi.where())
    names = {value for entry in context.get_ca_certs() for ((_, value),) in entry["subject"]}
    assert {f"Amazon Root CA {number}" for number in (1, 2, 3, 4)} <= names
